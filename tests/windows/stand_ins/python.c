/* python.exe: hands its command line to the python311.dll that lies beside it. */
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

typedef int (*main_function)(int, wchar_t **);

/* The file `name` in the folder of this program. */
static wchar_t *beside(const wchar_t *name)
{
    wchar_t *path = calloc(32768, sizeof *path), *slash;
    if (!path || !GetModuleFileNameW(NULL, path, 32000) || !(slash = wcsrchr(path, L'\\')))
        exit(120);
    wcscpy(slash + 1, name);
    return path;
}

int wmain(int count, wchar_t **arguments)
{
    HMODULE python =
        LoadLibraryExW(beside(L"python311.dll"), NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    main_function run = python ? (main_function)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!run)
        return 121;
#ifdef PROGRAM /* one Python program as an executable of its own */
    wchar_t **longer = calloc(count + 2, sizeof *longer);
    if (!longer)
        return 122;
    longer[0] = arguments[0];
    longer[1] = beside(PROGRAM);
    for (int i = 1; i < count; i++)
        longer[i + 1] = arguments[i];
    arguments = longer;
    count++;
#endif
    return run(count, arguments);
}
