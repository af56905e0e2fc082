/* Classical Runge-Kutta for Eq. (9) without oscillating sources, one pass over the levels a stage:
   a stage makes the slope, adds it to the result, builds the next argument and sums its S^x. */
#include <stdlib.h>
#include <string.h>

static double stage(long n, const double *restrict eps, const double *restrict w,
                    const double *restrict source, double two_gap, double part, double next,
                    const double *restrict S, double *restrict A, double *restrict T) {
    const double *Sx = S, *Sy = S + n, *Sz = S + 2 * n;
    double *Ax = A, *Ay = A + n, *Az = A + 2 * n, *Tx = T, *Ty = T + n, *Tz = T + 2 * n;
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

/* gap[m], m = 0 ... saves: Delta after m * steps steps of h; S (3 n) is changed. */
void rk4(long n, const double *eps, const double *w, const double *source, double half_lambda,
         double h, long steps, long saves, double *S, double *gap) {
    double *A = malloc(3 * n * sizeof *A), *T = malloc(3 * n * sizeof *T);
    double sum = 0.0;
    for (long i = 0; i < n; i++) sum += w[i] * S[i];
    gap[0] = half_lambda * sum;
    for (long m = 1; m <= saves; m++) {
        for (long k = 0; k < steps; k++) {
            double scale = 2.0 * half_lambda;
            memcpy(A, S, 3 * n * sizeof *A);
            memcpy(T, S, 3 * n * sizeof *T);
            double next = stage(n, eps, w, source, scale * sum, h / 6.0, h / 2.0, S, A, T);
            next = stage(n, eps, w, source, scale * next, h / 3.0, h / 2.0, S, A, T);
            next = stage(n, eps, w, source, scale * next, h / 3.0, h, S, A, T);
            stage(n, eps, w, source, scale * next, h / 6.0, 0.0, S, A, T);
            memcpy(S, T, 3 * n * sizeof *S);
            sum = 0.0;
            for (long i = 0; i < n; i++) sum += w[i] * S[i];
        }
        gap[m] = half_lambda * sum;
    }
    free(A);
    free(T);
}
