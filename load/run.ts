/** What all journeys have in common: options from profile and thresholds, and a summary for whoever started k6. */
import type { Options, Scenario, Threshold } from 'k6/options';
import { count, positive, required } from './asked.ts';
import { completed } from './measures.ts';
import { PROFILES } from './profiles/index.ts';

/** Tags that k6 adds itself. `url` is not one: every presigned URL is unique and would be a series of its own. */
const SYSTEM_TAGS = ['name', 'method', 'status', 'check', 'error_code', 'expected_response', 'scenario'];

const TREND_STATISTICS = ['count', 'min', 'avg', 'med', 'p(90)', 'p(95)', 'p(99)', 'max'];

/** Seconds that a broken threshold of a breakpoint run is given before it ends the run: the first requests are cold. */
const SETTLING = '10s';

/** Marks an iteration that ended without an exception. */
export const iteration = (work: () => Promise<void>) => async (): Promise<void> => {
  try {
    await work();
    completed.add(true);
  } catch (error) {
    completed.add(false);
    throw error;
  }
};

type Thresholds = Readonly<Record<string, Threshold[]>>;

/**
 * @param exec the exported function that is one iteration
 * @param thresholds beside those that hold everywhere: every check passes, no request fails, no exception
 * @param beside scenarios that go on beside the profile's, at a rate of their own
 */
export function optionsFor(
  exec: string,
  thresholds: Thresholds,
  beside: Readonly<Record<string, Scenario>> = {},
): Options {
  const name = required('PROFILE');
  const profile = PROFILES[name];
  if (profile === undefined) throw new Error(`there is no profile ${name}`);
  const scenario = profile({ rate: positive('RATE'), seconds: count('SECONDS') });
  const all: Thresholds = {
    checks: ['rate==1'],
    completed: ['rate==1'],
    http_req_failed: ['rate==0'],
    ...thresholds,
  };
  return {
    scenarios: { [exec]: { ...scenario, exec }, ...beside },
    thresholds: name === 'breakpoint' ? endingTheRun(all) : { ...all },
    systemTags: SYSTEM_TAGS,
    summaryTrendStats: TREND_STATISTICS,
    discardResponseBodies: true,
  };
}

/** A breakpoint run is over at the first threshold that breaks: what comes after it says nothing. */
const endingTheRun = (thresholds: Thresholds): Record<string, Threshold[]> => ({
  ...Object.fromEntries(
    Object.entries(thresholds).map(([metric, expressions]) => [
      metric,
      expressions.map((threshold) =>
        typeof threshold === 'string'
          ? { threshold, abortOnFail: true, delayAbortEval: SETTLING }
          : threshold,
      ),
    ]),
  ),
  dropped_iterations: [{ threshold: 'count==0', abortOnFail: true, delayAbortEval: SETTLING }],
});

/** k6 calls this at the end, after a signal too. */
export const writeSummary = (data: unknown): Record<string, string> => ({
  [required('SUMMARY')]: JSON.stringify(data),
});
