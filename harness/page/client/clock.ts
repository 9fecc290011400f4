/** The cloud's clock: read, and moved. */
import { byId, element, show } from './element.ts';
import { orderClock, type Facts } from './facts.ts';
import { durationOf, timeText } from './words.ts';

const STEPS = [
  ['+1 min', 60_000],
  ['+1 h', 3_600_000],
  ['+1 day', 86_400_000],
  ['+30 days', 30 * 86_400_000],
] as const;

/** @param moved is told, and asked to look at once */
export function setUpClock(moved: () => void): void {
  const said = byId('clock-said');
  const order = async (what: object, done: string): Promise<void> => {
    said.textContent = 'Moving the clock…';
    try {
      await orderClock(what);
      said.textContent = done;
      moved();
    } catch (error) {
      said.textContent = String(error);
    }
  };
  byId('clock-steps').append(
    ...STEPS.map(([label, advance]) =>
      element(
        'button',
        {
          type: 'button',
          click: () => void order({ advance }, `The clock moved by ${label.slice(1)}.`),
          'aria-label': `Advance the clock by ${label.slice(1)}`,
        },
        label,
      ),
    ),
  );
  const form = byId('clock-form');
  const field = byId('clock-by') as HTMLInputElement;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const advance = durationOf(field.value.trim());
    if (advance === undefined) said.textContent = 'Write a number and a unit, like 91d, 1h30m or 45s.';
    else void order({ advance }, `The clock moved by ${field.value.trim()}.`);
  });
  byId('clock-pace').addEventListener('click', ({ currentTarget }) => {
    const stands = (currentTarget as HTMLElement).dataset['stands'] === 'true';
    void order(
      stands ? { resume: true } : { freeze: true },
      stands ? 'Time passes again.' : 'Time stands still.',
    );
  });
}

export function showClock({ status: { clock } }: Facts): void {
  const stands = clock.rate === 0;
  show(byId('now'), clock.now.slice(0, 19), () => [timeText(clock.now)]);
  const pace = byId('clock-pace');
  pace.dataset['stands'] = String(stands);
  show(pace, stands, () => [stands ? 'Let time pass' : 'Stop time']);
  show(byId('pace'), clock.rate, () => [
    stands ? 'stands still' : clock.rate === 1 ? 'passes' : `passes × ${clock.rate}`,
  ]);
}
