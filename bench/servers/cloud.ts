/**
 * The embedded cloud in a process of its own, as `safelight up --blueprint none` runs it. `BENCH_CACHE_BYTES` bounds each
 * cache of its CDN; `BENCH_DATA` is a folder whose records it takes up.
 */
import { createCloud } from '#aws';
import { optimizeEarly } from '#harness/early-optimization';

const { BENCH_CACHE_BYTES: cacheBytes, BENCH_DATA: data } = process.env;
const cloud = await createCloud({
  port: 0,
  ...(data !== undefined && { data }),
  ...(cacheBytes !== undefined && { cdn: { cacheBytes: Number(cacheBytes) } }),
});
optimizeEarly();
process.send?.(Number(new URL(cloud.endpoint).port));
process.on('disconnect', () => void cloud.close(0));
