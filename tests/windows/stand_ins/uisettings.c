/* The WinRT class Windows.UI.ViewManagement.UISettings, which Wine 8 lacks and Qt >= 6.5 makes at
   its start: Windows 10's light colours, a text scale of 1, and events that never happen. */
#include <windows.h>

typedef void *winrt_string;
typedef struct { const void *const *table; } object;

static const GUID unknown = {0, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}};
static const GUID inspectable =
    {0xAF86E2E0, 0xB12D, 0x4C6A, {0x9C, 0x5A, 0xD7, 0xAA, 0x65, 0x10, 0x1E, 0x90}};
static const GUID agile =
    {0x94EA2B94, 0xE9CC, 0x49E0, {0xC0, 0xFF, 0xEE, 0x64, 0xCA, 0x8F, 0x5B, 0x90}};
static const GUID activation_factory =
    {0x00000035, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}};
static const GUID settings_1 =
    {0x85361600, 0x1C63, 0x4627, {0xBC, 0xB1, 0x3A, 0x89, 0xE0, 0xBC, 0x9C, 0x55}};
static const GUID settings_2 =
    {0xBAD82401, 0x2721, 0x44F9, {0xBB, 0x91, 0x2B, 0xB2, 0x28, 0xBE, 0x44, 0x2F}};
static const GUID settings_3 =
    {0x03021BE4, 0x5254, 0x4781, {0x81, 0x94, 0x51, 0x68, 0xF7, 0xD0, 0x6D, 0x7B}};

static object factory, one, two, three;

static BOOL is(const GUID *asked, const GUID *known) { return !memcmp(asked, known, sizeof *asked); }

static HRESULT give(void **result, object *it)
{
    *result = it;
    return it ? S_OK : E_NOINTERFACE;
}

/* The objects live as long as the library. */
static ULONG WINAPI count_reference(object *self) { return 2; }
static HRESULT WINAPI get_ids(object *self, ULONG *count, void **ids)
{
    *count = 0;
    *ids = NULL;
    return S_OK;
}
static HRESULT WINAPI get_class_name(object *self, winrt_string *name)
{
    *name = NULL;
    return S_OK;
}
static HRESULT WINAPI get_trust(object *self, int *level)
{
    *level = 0;
    return S_OK;
}
static HRESULT WINAPI not_there(object *self) { return E_NOTIMPL; }
static HRESULT WINAPI add_event(object *self, void *handler, INT64 *token)
{
    *token = 1;
    return S_OK;
}
static HRESULT WINAPI remove_event(object *self, INT64 token) { return S_OK; }

static HRESULT WINAPI query_factory(object *self, const GUID *asked, void **result)
{
    BOOL known = is(asked, &unknown) || is(asked, &inspectable) || is(asked, &agile) ||
                 is(asked, &activation_factory);
    return give(result, known ? &factory : NULL);
}
static HRESULT WINAPI query_settings(object *self, const GUID *asked, void **result)
{
    if (is(asked, &unknown) || is(asked, &inspectable) || is(asked, &agile) ||
        is(asked, &settings_1))
        return give(result, &one);
    if (is(asked, &settings_2))
        return give(result, &two);
    return give(result, is(asked, &settings_3) ? &three : NULL);
}
static HRESULT WINAPI activate(object *self, void **result) { return give(result, &one); }
static HRESULT WINAPI text_scale(object *self, double *factor)
{
    *factor = 1.0;
    return S_OK;
}
static HRESULT WINAPI colour(object *self, int kind, BYTE *argb)
{
    static const BYTE rgb[][3] = {
        {0xFF, 0xFF, 0xFF}, {0x00, 0x00, 0x00},                     /* background, foreground */
        {0x00, 0x1A, 0x68}, {0x00, 0x3E, 0x92}, {0x00, 0x67, 0xC0}, /* accent, darker */
        {0x00, 0x78, 0xD4},                                         /* accent */
        {0x00, 0x91, 0xF8}, {0x4C, 0xC2, 0xFF}, {0x99, 0xEB, 0xFF}, /* accent, lighter */
    };
    argb[0] = 0xFF;
    memcpy(argb + 1, rgb[kind >= 0 && kind < 9 ? kind : 5], 3);
    return S_OK;
}

#define COMMON(query) query, count_reference, count_reference, get_ids, get_class_name, get_trust
#define FOUR not_there, not_there, not_there, not_there
static const void *const factory_table[] = {COMMON(query_factory), activate};
static const void *const table_1[] = {COMMON(query_settings), FOUR, FOUR, FOUR, FOUR, FOUR, FOUR};
static const void *const table_2[] =
    {COMMON(query_settings), text_scale, add_event, remove_event};
static const void *const table_3[] = {COMMON(query_settings), colour, add_event, remove_event};
static object factory = {factory_table}, one = {table_1}, two = {table_2}, three = {table_3};

__declspec(dllexport) HRESULT WINAPI DllGetActivationFactory(winrt_string name, void **result)
{
    return give(result, &factory);
}
__declspec(dllexport) HRESULT WINAPI DllCanUnloadNow(void) { return S_FALSE; }
