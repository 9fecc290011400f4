/** The embedded cloud in a process of its own, as `safelight up --blueprint none` runs it. */
import { createCloud } from '#aws';

const cloud = await createCloud({ port: 0 });
process.send?.(Number(new URL(cloud.endpoint).port));
process.on('disconnect', () => void cloud.close(0));
