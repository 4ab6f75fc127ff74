/*
 * hot.h: for what every record goes through.
 *
 * HOT functions are put side by side: they share lines and pages of the processor's
 * memory for instructions, wherever the linker lays the rest (one to three parts in a
 * hundred of a command's time, measured).
 */
#ifndef HOT_H
#define HOT_H

#if defined(__GNUC__)
#define HOT __attribute__((hot))
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define HOT
#define PREFETCH(address) (void)(address)
#endif

#endif
