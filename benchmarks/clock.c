/* Seconds for n dependent additions of integers: one takes one cycle on every core in use today. */
#include <time.h>

double additions(long n) {
    struct timespec a, b;
    unsigned long x = 1;
    clock_gettime(CLOCK_MONOTONIC, &a);
    for (long i = 0; i < n; i += 8) {
#define STEP __asm__ volatile(ADD : "+r"(x));
#if defined(__x86_64__)
#define ADD "add $1, %0"
#elif defined(__aarch64__)
#define ADD "add %0, %0, #1"
#else
#error "no addition is known for this CPU"
#endif
        STEP STEP STEP STEP STEP STEP STEP STEP
    }
    clock_gettime(CLOCK_MONOTONIC, &b);
    return (b.tv_sec - a.tv_sec) + 1e-9 * (b.tv_nsec - a.tv_nsec);
}
