/** What all journeys have in common: options from profile and thresholds, and a summary for whoever started k6. */
import { Rate } from 'k6/metrics';
import type { Options, Threshold } from 'k6/options';
import { count, required } from './asked.ts';
import { PROFILES } from './profiles/index.ts';

/** Tags that k6 adds itself. `url` is not one: every presigned URL is unique and would be a series of its own. */
const SYSTEM_TAGS = ['name', 'method', 'status', 'check', 'error_code', 'expected_response', 'scenario'];

const TREND_STATISTICS = ['count', 'min', 'avg', 'med', 'p(90)', 'p(95)', 'p(99)', 'max'];

const completed = new Rate('completed');

/** One iteration. An exception alone would only be logged by k6, and the run would pass. */
export const iteration = (work: () => Promise<void>) => async (): Promise<void> => {
  try {
    await work();
    completed.add(true);
  } catch (error) {
    completed.add(false);
    throw error;
  }
};

/**
 * @param exec the exported function that is one iteration
 * @param thresholds beside those that hold everywhere: every check passes, no request fails, no exception
 */
export function optionsFor(exec: string, thresholds: Readonly<Record<string, Threshold[]>>): Options {
  const name = required('PROFILE');
  const profile = PROFILES[name];
  if (profile === undefined) throw new Error(`there is no profile ${name}`);
  const scenario = profile({ rate: count('RATE'), seconds: count('SECONDS') });
  return {
    scenarios: { [exec]: { ...scenario, exec } },
    thresholds: { checks: ['rate==1'], completed: ['rate==1'], http_req_failed: ['rate==0'], ...thresholds },
    systemTags: SYSTEM_TAGS,
    summaryTrendStats: TREND_STATISTICS,
    discardResponseBodies: true,
  };
}

/** k6 calls this at the end, after a signal too. */
export const writeSummary = (data: unknown): Record<string, string> => ({
  [required('SUMMARY')]: JSON.stringify(data),
});
