/* The complex mathematics of ucrtbase.dll, which Wine 8 lacks and numpy links against. setup.sh
   builds a ucrtbase.dll of these and of forwards to Wine's own. Results go back in memory or in a
   register as the Windows x64 convention has it for plain structures, not as C's complex type. */
#include <complex.h>

typedef struct { double re, im; } number;
typedef struct { float re, im; } small;

static double complex value(double re, double im) { return __builtin_complex(re, im); }
static number full(double complex z) { return (number){creal(z), cimag(z)}; }
static small single(double complex z) { return (small){(float)creal(z), (float)cimag(z)}; }

/* double, long double (the same on Windows) and float of a function of one number */
#define TO_NUMBER(name, formula) \
    number x_##name(number a) { double complex z = value(a.re, a.im); return full(formula); } \
    number x_##name##l(number a) { return x_##name(a); } \
    small x_##name##f(small a) { double complex z = value(a.re, a.im); return single(formula); }
#define TO_REAL(name, formula) \
    double x_##name(number a) { double complex z = value(a.re, a.im); return formula; } \
    double x_##name##l(number a) { return x_##name(a); } \
    float x_##name##f(small a) { double complex z = value(a.re, a.im); return (float)(formula); }

TO_NUMBER(cacos, cacos(z))
TO_NUMBER(cacosh, cacosh(z))
TO_NUMBER(casin, casin(z))
TO_NUMBER(casinh, casinh(z))
TO_NUMBER(catan, catan(z))
TO_NUMBER(catanh, catanh(z))
TO_NUMBER(ccos, ccos(z))
TO_NUMBER(ccosh, ccosh(z))
TO_NUMBER(cexp, cexp(z))
TO_NUMBER(clog, clog(z))
TO_NUMBER(clog10, clog(z) / 2.302585092994045684)
TO_NUMBER(conj, conj(z))
TO_NUMBER(cproj, cproj(z))
TO_NUMBER(csin, csin(z))
TO_NUMBER(csinh, csinh(z))
TO_NUMBER(csqrt, csqrt(z))
TO_NUMBER(ctan, ctan(z))
TO_NUMBER(ctanh, ctanh(z))
TO_REAL(cabs, cabs(z))
TO_REAL(carg, carg(z))
TO_REAL(creal, creal(z))
TO_REAL(cimag, cimag(z))
TO_REAL(norm, creal(z) * creal(z) + cimag(z) * cimag(z))

number x_cpow(number a, number b) { return full(cpow(value(a.re, a.im), value(b.re, b.im))); }
number x_cpowl(number a, number b) { return x_cpow(a, b); }
small x_cpowf(small a, small b) { return single(cpow(value(a.re, a.im), value(b.re, b.im))); }
number x__Cbuild(double re, double im) { return (number){re, im}; }
number x__LCbuild(double re, double im) { return (number){re, im}; }
small x__FCbuild(float re, float im) { return (small){re, im}; }
number x__Cmulcc(number a, number b) { return full(value(a.re, a.im) * value(b.re, b.im)); }
number x__LCmulcc(number a, number b) { return x__Cmulcc(a, b); }
small x__FCmulcc(small a, small b) { return single(value(a.re, a.im) * value(b.re, b.im)); }
number x__Cmulcr(number a, double b) { return (number){a.re * b, a.im * b}; }
number x__LCmulcr(number a, double b) { return x__Cmulcr(a, b); }
small x__FCmulcr(small a, float b) { return (small){a.re * b, a.im * b}; }
