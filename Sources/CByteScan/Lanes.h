/* Sixteen bytes side by side. Comparisons give 0xFF for yes and 0 for no. */
#ifndef FETTLE_LANES_H
#define FETTLE_LANES_H

#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

typedef uint8_t lanes __attribute__((vector_size(16)));
typedef uint16_t words __attribute__((vector_size(16)));
typedef int8_t signed_lanes __attribute__((vector_size(16)));

static inline lanes load(const uint8_t *from) {
  lanes value;
  memcpy(&value, from, 16);
  return value;
}

static inline void store(uint8_t *to, lanes value) { memcpy(to, &value, 16); }

static inline lanes all(uint8_t byte) { return (lanes){} + byte; }

static inline lanes equal(lanes value, uint8_t byte) { return (lanes)(value == all(byte)); }

/* low <= byte < past, for bounds up to 0x80: bytes beyond ASCII are negative, and in no such range. */
static inline lanes between(lanes value, int low, int past) {
  signed_lanes bytes = (signed_lanes)value;
  signed_lanes above = (signed_lanes)(bytes > (signed_lanes)all((uint8_t)(low - 1)));
  if (past > 0x7F) return (lanes)above;
  return (lanes)(above & (signed_lanes)(bytes < (signed_lanes)all((uint8_t)past)));
}

/* byte >= low. */
static inline lanes at_least(lanes value, uint8_t low) { return (lanes)(value >= all(low)); }

/* A bit for each lane's highest bit, the first lane's lowest. */
static inline uint32_t mask(lanes value) {
#if defined(__SSE2__)
  return (uint32_t)_mm_movemask_epi8((__m128i)value);
#else
  const lanes bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  lanes picked = (lanes)((signed_lanes)value < 0) & bits;
  uint32_t low = 0, high = 0;
  for (int i = 0; i < 8; ++i) low |= picked[i], high |= picked[i + 8];
  return low | high << 8;
#endif
}

static inline int any(lanes value) {
#if defined(__SSE2__)
  return _mm_movemask_epi8((__m128i)value) != 0;
#else
  uint64_t halves[2];
  memcpy(halves, &value, 16);
  return (halves[0] | halves[1]) != 0;
#endif
}

/* The sum of all lanes. */
static inline uint32_t sum(lanes value) {
#if defined(__SSE2__)
  __m128i halves = _mm_sad_epu8((__m128i)value, _mm_setzero_si128());
  return (uint32_t)(_mm_cvtsi128_si32(halves) + _mm_extract_epi16(halves, 4));
#else
  uint32_t total = 0;
  for (int i = 0; i < 16; ++i) total += value[i];
  return total;
#endif
}

#endif
