/**
 * The embedded cloud in a process of its own, as `safelight up --blueprint none` runs it. `BENCH_CACHE_BYTES` bounds each
 * cache of its CDN.
 */
import { createCloud } from '#aws';

const { BENCH_CACHE_BYTES: cacheBytes } = process.env;
const cloud = await createCloud({
  port: 0,
  ...(cacheBytes !== undefined && { cdn: { cacheBytes: Number(cacheBytes) } }),
});
process.send?.(Number(new URL(cloud.endpoint).port));
process.on('disconnect', () => void cloud.close(0));
