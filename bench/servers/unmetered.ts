/** The embedded cloud, counting nothing for a bill: what the meter costs is the difference to the other one. */
import { createCloud } from '#aws';
import { optimizeEarly } from '#harness/early-optimization';

const cloud = await createCloud({ port: 0 });
cloud.meter.add = () => undefined;
optimizeEarly();
process.send?.(Number(new URL(cloud.endpoint).port));
process.on('disconnect', () => void cloud.close(0));
