/* icuuc.dll, a part of Windows 10 that Wine 8 lacks and Qt >= 6.10 links against for text in old
   encodings. Every converter is missing here, and Qt then says that it does not know the encoding. */
#define API __declspec(dllexport)

typedef int status;
enum { FILE_ACCESS_ERROR = 4 };

API void *ucnv_open(const char *name, status *error)
{
    if (error)
        *error = FILE_ACCESS_ERROR;
    return 0;
}
API const char *ucnv_getName(const void *converter, status *error) { return 0; }
API const char *ucnv_getAvailableName(int number) { return 0; }
API const char *ucnv_getStandardName(const char *n, const char *s, status *e) { return 0; }
API int ucnv_countAvailable(void) { return 0; }
API signed char ucnv_getMaxCharSize(const void *converter) { return 1; }
API int ucnv_fromUCountPending(const void *converter, status *error) { return 0; }
API int ucnv_toUCountPending(const void *converter, status *error) { return 0; }

/* Reachable with an open converter only, and there is none. */
#define NEVER(name) API void name(void) {}
NEVER(ucnv_close)
NEVER(ucnv_reset)
NEVER(ucnv_toUnicode)
NEVER(ucnv_fromUnicode)
NEVER(ucnv_setToUCallBack)
NEVER(ucnv_setFromUCallBack)
NEVER(ucnv_getToUCallBack)
NEVER(ucnv_getFromUCallBack)
NEVER(ucnv_cbToUWriteUChars)
NEVER(ucnv_cbFromUWriteUChars)
NEVER(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NEVER(UCNV_TO_U_CALLBACK_SUBSTITUTE)
