#include <stdio.h>
#include <wchar.h>
#include <wctype.h>

int main(void)
{
    static const wchar_t text[] = L"caf\u00e9 \U0001f600 x";
    printf("%zu %zu\n", wcslen(text), sizeof(wchar_t));
    for (const wchar_t *p = text; *p; p++) printf("%x ", (unsigned)*p);
    printf("\n%d %d\n", (int)(wcschr(text, L'\U0001f600') - text), wcscmp(text, L"cafe") > 0);
    printf("%zu %lc %d\n", sizeof u"ab", (wint_t)towupper(L'q'), iswdigit(L'7') != 0);
    printf("%zu %d\n", sizeof u8"\u00e9", (unsigned char)u8"\u00e9"[0]);
    wchar_t copy[8];
    wcscpy(copy, L"wide");
    wcscat(copy, L"r");
    printf("%ls %ld\n", copy, wcstol(L"-42", NULL, 10));
    return 0;
}
