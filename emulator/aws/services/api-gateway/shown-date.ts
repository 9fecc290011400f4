import { toDate, wholeSeconds, type Instant } from '../../kernel/instant.ts';

/** Dates come in whole seconds (aws.md section D.1: epoch seconds). */
export const shownDate = (at: Instant): Date => toDate(wholeSeconds(at));
