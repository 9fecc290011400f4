/** The page of a running cloud: looks every second, and shows what has changed. */
import { showBuckets } from './buckets.ts';
import { setUpClock, showClock } from './clock.ts';
import { byId, show } from './element.ts';
import { askFacts, type Facts } from './facts.ts';
import { JournalView } from './journal.ts';
import { showJourneys } from './journeys.ts';
import { showCost, showErrors, showWork } from './panels.ts';
import type { Signer } from './signing.ts';
import { followUploads, offerBuckets, setUpUploads } from './uploads.ts';

const LOOK_AGAIN = 1_000;

const journal = new JournalView();
let heard: { readonly facts: Facts; readonly at: number } | undefined;
let looking: Promise<void> | undefined;

/** The cloud's time goes on between two looks as it did before. */
function signer(): Signer {
  const { facts, at } = heard ?? {};
  if (facts === undefined || at === undefined) return { region: 'us-east-1', now: Date.now() };
  const { clock, region } = facts.status;
  return { region, now: Date.parse(clock.now) + (performance.now() - at) * clock.rate };
}

async function look(): Promise<void> {
  try {
    const facts = await askFacts(journal.written);
    heard = { facts, at: performance.now() };
    journal.take(facts);
    const { endpoint, region, accountId, version, about } = facts.status;
    show(byId('where'), [endpoint, region], () => [`${endpoint} · ${region} · account ${accountId}`]);
    show(byId('version'), [version, about], () => [
      [version, about['blueprint']].filter(Boolean).join(' · '),
    ]);
    offerBuckets(facts);
    showClock(facts);
    followUploads(facts, journal, signer);
    showJourneys(journal);
    showCost(facts);
    showWork(facts, journal);
    showErrors(journal);
    showBuckets(facts, signer);
    byId('lost').hidden = true;
  } catch (error) {
    byId('lost').hidden = false;
    show(byId('lost'), String(error), () => [`The cloud does not answer (${String(error)}). Trying again…`]);
  }
}

const lookNow = (): Promise<void> => (looking ??= look().finally(() => (looking = undefined)));

setUpClock(() => void lookNow());
setUpUploads(signer, () => void lookNow());
void lookNow();
setInterval(() => {
  if (!document.hidden) void lookNow();
}, LOOK_AGAIN);
