/** Timestamps as Amazon States Language wants them: RFC 3339 with capital `T` and `Z`. */
import { parseInstant, type Instant } from '../../../kernel/instant.ts';

const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

export const isTimestamp = (value: unknown): value is string => readTimestamp(value) !== undefined;

export const readTimestamp = (value: unknown): Instant | undefined =>
  typeof value === 'string' && FORM.test(value) ? parseInstant(value) : undefined;
