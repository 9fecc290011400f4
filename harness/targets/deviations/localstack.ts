/** Where LocalStack 4.14.0 behaves otherwise than AWS, as a run of the scenarios saw it on 2026-11-20. */
import type { Deviation } from '../deviation.ts';

export const LOCALSTACK_DEVIATIONS: readonly Deviation[] = [];
