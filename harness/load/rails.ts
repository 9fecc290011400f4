/**
 * What keeps load from going where nobody meant it to, and from costing what nobody agreed to. An account is loaded only
 * when it stands in `SAFELIGHT_AWS_ACCOUNTS`, after the projected cost was told, with `--yes`, and within
 * `SAFELIGHT_AWS_BUDGET` dollars.
 */
import { SafelightError } from '#aws';

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost|(?:[a-z0-9-]+\.)+localhost)$/i;

/** Whether an address can only be this machine. */
const isLoopback = (endpoint: string): boolean => LOOPBACK.test(new URL(endpoint).hostname);

/** Dollars that a run may cost where nothing else is said. */
const BUDGET = 1;

/**
 * Load is kept on this machine unless it is asked for elsewhere.
 *
 * @throws SafelightError ERR_NOT_LOOPBACK
 */
export function holdToLoopback(target: string | undefined, remote: boolean): void {
  if (target === undefined || target === 'aws' || remote || isLoopback(target)) return;
  throw new SafelightError('ERR_NOT_LOOPBACK', `${target} is not on this machine.`, {
    hint: 'Add --remote when the machine there is yours and may be loaded.',
  });
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws SafelightError ERR_AWS_NOT_ALLOWED */
export function holdToAccounts(accountId: string, { SAFELIGHT_AWS_ACCOUNTS: list = '' }: Environment): void {
  const allowed = list.split(/[\s,]+/).filter((one) => one !== '');
  if (allowed.includes(accountId)) return;
  throw new SafelightError('ERR_AWS_NOT_ALLOWED', `The account ${accountId} may not be loaded.`, {
    hint:
      allowed.length === 0
        ? `Name the accounts that may, in SAFELIGHT_AWS_ACCOUNTS (now empty): SAFELIGHT_AWS_ACCOUNTS=${accountId}.`
        : `SAFELIGHT_AWS_ACCOUNTS allows ${allowed.join(', ')}.`,
  });
}

/**
 * @param usd the projected cost
 * @throws SafelightError ERR_AWS_BUDGET, ERR_AWS_CONSENT
 */
export function holdToCost(usd: number, yes: boolean, { SAFELIGHT_AWS_BUDGET: budget }: Environment): void {
  const most = budget === undefined || budget === '' ? BUDGET : Number(budget);
  if (!(usd <= most)) {
    throw new SafelightError(
      'ERR_AWS_BUDGET',
      `The run would cost some $${usd.toFixed(2)}, and $${Number.isFinite(most) ? most.toFixed(2) : budget} may be spent.`,
      { hint: 'Lower --rate or --duration, or raise SAFELIGHT_AWS_BUDGET (dollars for one run).' },
    );
  }
  if (yes) return;
  throw new SafelightError(
    'ERR_AWS_CONSENT',
    `The run would cost some $${usd.toPrecision(2)} and was not agreed to.`,
    {
      hint: 'Add --yes to send it.',
    },
  );
}
