/* Classical Runge-Kutta for Eq. (9) without oscillating sources, one pass over the levels a stage:
   a stage makes the slope, adds it to the result, builds the next argument and sums its S^x. The
   rows lie so that no two of them have the same place in a page: loads and stores that differ by
   a multiple of 4096 bytes hinder one another, and time would depend on where arrays happen to be. */
#include <stdlib.h>
#include <string.h>

static double stage(long n, long row, const double *restrict eps, const double *restrict w,
                    const double *restrict source, double two_gap, double part, double next,
                    const double *restrict S, double *restrict A, double *restrict T) {
    const double *restrict Sx = S, *restrict Sy = S + row, *restrict Sz = S + 2 * row;
    double *restrict Ax = A, *restrict Ay = A + row, *restrict Az = A + 2 * row;
    double *restrict Tx = T, *restrict Ty = T + row, *restrict Tz = T + 2 * row;
    double sum = 0.0;
    for (long i = 0; i < n; i++) {
        double e = 2.0 * eps[i];
        double kx = e * Ay[i];
        double ky = source[i] - e * Ax[i] - two_gap * Az[i];
        double kz = two_gap * Ay[i];
        Tx[i] += part * kx;
        Ty[i] += part * ky;
        Tz[i] += part * kz;
        double x = Sx[i] + next * kx;
        Ax[i] = x;
        Ay[i] = Sy[i] + next * ky;
        Az[i] = Sz[i] + next * kz;
        sum += w[i] * x;
    }
    return sum;
}

/* gap[m], m = 0 ... saves: Delta after m * steps steps of h. */
void rk4(long n, const double *eps_, const double *w_, const double *source_, double half_lambda,
         double h, long steps, long saves, const double *S_, double *gap) {
    long row = (n / 512 + 1) * 512 + 40; /* 512 numbers are a page, 40 are five cache lines */
    double *all = aligned_alloc(4096, (12 * row / 512 + 1) * 4096);
    double *eps = all, *w = all + row, *source = all + 2 * row, *S = all + 3 * row;
    double *A = all + 6 * row, *T = all + 9 * row;
    size_t size = n * sizeof *all;
    memcpy(eps, eps_, size);
    memcpy(w, w_, size);
    memcpy(source, source_, size);
    for (int axis = 0; axis < 3; axis++) memcpy(S + axis * row, S_ + axis * n, size);
    double sum = 0.0;
    for (long i = 0; i < n; i++) sum += w[i] * S[i];
    gap[0] = half_lambda * sum;
    for (long m = 1; m <= saves; m++) {
        for (long k = 0; k < steps; k++) {
            double scale = 2.0 * half_lambda;
            for (int axis = 0; axis < 3; axis++) {
                memcpy(A + axis * row, S + axis * row, size);
                memcpy(T + axis * row, S + axis * row, size);
            }
            double next = stage(n, row, eps, w, source, scale * sum, h / 6.0, h / 2.0, S, A, T);
            next = stage(n, row, eps, w, source, scale * next, h / 3.0, h / 2.0, S, A, T);
            next = stage(n, row, eps, w, source, scale * next, h / 3.0, h, S, A, T);
            stage(n, row, eps, w, source, scale * next, h / 6.0, 0.0, S, A, T);
            for (int axis = 0; axis < 3; axis++) memcpy(S + axis * row, T + axis * row, size);
            sum = 0.0;
            for (long i = 0; i < n; i++) sum += w[i] * S[i];
        }
        gap[m] = half_lambda * sum;
    }
    free(all);
}
