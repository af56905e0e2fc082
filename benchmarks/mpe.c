/* The extrapolated splitting of higgs_num.core.extrapolated without oscillating sources, in C, for
   the question what numba costs. Same layout: groups of eight levels, the rows of a group one
   after another; state x, y, z; table t, s; levels six rows, the last one over |s|^2. */
#include <math.h>
#include <string.h>

#ifdef __AVX512F__
#define W 8
#else
#define W 4
#endif
#define PARTS (8 / W)
typedef double V __attribute__((vector_size(8 * W), aligned(8)));
typedef struct { double now, fall, y, z; } Sums;

#define TURN(x, y, t, s) x += (t) * y; y -= (s) * x; x += (t) * y;
#define AT(p, row) (*(V *)((p) + 8 * (row) + k * W))

static double total(const V *v) {
    double a[8];
    for (int k = 0; k < PARTS; k++)
        for (int i = 0; i < W; i++) a[k * W + i] = v[k][i];
    for (int half = 4; half; half /= 2)
        for (int i = 0; i < half; i++) a[i] += a[half + i];
    return a[0];
}

static inline __attribute__((always_inline)) Sums pass(
    long groups, const double *from, double *to, const double *table, int turns,
    double t1, double s1, double t2, double s2) {
    V now[PARTS] = {0}, fall[PARTS] = {0}, sy[PARTS] = {0}, sz[PARTS] = {0};
    for (long g = 0; g < groups; g++, from += 24, to += 24, table += 16)
        for (int k = 0; k < PARTS; k++) {
            V x = AT(from, 0), y = AT(from, 1), z = AT(from, 2), t = AT(table, 0), s = AT(table, 1);
            TURN(z, y, t1, s1) TURN(x, y, t, s)
            if (turns == 2) { TURN(z, y, t2, s2) TURN(x, y, t, s) }
            AT(to, 0) = x; AT(to, 1) = y; AT(to, 2) = z;
            now[k] += x; fall[k] += t * (s * x); sy[k] += s * y; sz[k] += s * z;
        }
    return (Sums){total(now), total(fall), total(sy), total(sz)};
}

static inline __attribute__((always_inline)) void last(
    long groups, const double *from, const double *table, double t1, double s1,
    double t2, double s2, double weight, double *result, int fresh) {
    for (long g = 0; g < groups; g++, from += 24, result += 24, table += 16)
        for (int k = 0; k < PARTS; k++) {
            V x = AT(from, 0), y = AT(from, 1), z = AT(from, 2), t = AT(table, 0), s = AT(table, 1);
            TURN(z, y, t1, s1) TURN(x, y, t, s) TURN(z, y, t2, s2)
            if (fresh) {
                AT(result, 0) = weight * x; AT(result, 1) = weight * y; AT(result, 2) = weight * z;
            } else {
                AT(result, 0) += weight * x; AT(result, 1) += weight * y; AT(result, 2) += weight * z;
            }
        }
}

static void shears(double angle, double *t, double *s) {
    *t = tan(0.5 * angle);
    *s = 2.0 * *t / (1.0 + *t * *t);
}

static double ahead(Sums a, double t, double s) { return a.now + ((a.y - t * s * a.y - s * a.z) - a.fall); }

/* Make `steps` steps in place; gap[i]: Delta after step i. */
void mpe(long groups, double *state, double *after, double *heap, double *work, const double *tables,
         const double *levels, long chains, long first_heap, const long *counts, const double *weights,
         double h, double half_lambda, double offset, long steps, double *gap) {
    long size = 24 * groups;
    for (long step = 0; step < steps; step++) {
        V sums[PARTS] = {0};
        for (long g = 0; g < groups; g++)
            for (int k = 0; k < PARTS; k++) sums[k] += AT(state + 24 * g, 0);
        double start = total(sums) + offset;
        for (long c = 0; c < chains; c++) {
            const double *table = tables + c * 16 * groups;
            long count = counts[c], done = 1;
            double scale = 2.0 * h / count * half_lambda, t1, s1, t2, s2;
            shears(0.5 * scale * start, &t1, &s1);
            Sums now = pass(groups, state, work, table, 1, t1, s1, 0.0, 0.0);
            while (done < count - 1) {
                shears(scale * (now.now + offset), &t1, &s1);
                done++;
                if (done < count - 1) {
                    shears(scale * (ahead(now, t1, s1) + offset), &t2, &s2);
                    done++;
                    now = pass(groups, work, work, table, 2, t1, s1, t2, s2);
                } else
                    now = pass(groups, work, work, table, 1, t1, s1, 0.0, 0.0);
            }
            shears(scale * (now.now + offset), &t1, &s1);
            shears(0.5 * scale * (ahead(now, t1, s1) + offset), &t2, &s2);
            if (c == 0 || c == first_heap)
                last(groups, work, table, t1, s1, t2, s2, weights[c], c < first_heap ? after : heap, 1);
            else
                last(groups, work, table, t1, s1, t2, s2, weights[c], c < first_heap ? after : heap, 0);
        }
        memset(sums, 0, sizeof sums);
        for (long g = 0; g < groups; g++)
            for (int k = 0; k < PARTS; k++) {
                double *a = after + 24 * g, *b = heap + 24 * g;
                V x = AT(a, 0) + AT(b, 0), y = AT(a, 1) + AT(b, 1), z = AT(a, 2) + AT(b, 2);
                V one = 1.5 - 0.5 * AT(levels + 48 * g, 5) * (x * x + (y * y + z * z));
                AT(a, 0) = one * x; AT(a, 1) = one * y; AT(a, 2) = one * z;
                sums[k] += one * x;
            }
        gap[step] = half_lambda * (total(sums) + offset);
        memcpy(state, after, size * sizeof *state);
    }
}
