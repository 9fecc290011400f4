/**
 * What keeps load and scenarios from going where nobody meant them to, and from costing what nobody agreed to. An account
 * is touched only when it stands in a list that was given for it, and only after a projection of the cost was held
 * against a budget.
 */
import { SafelightError } from '#aws/terms';

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost|(?:[a-z0-9-]+\.)+localhost)$/i;

/** Whether an address can only be this machine. */
export const isLoopback = (endpoint: string): boolean => LOOPBACK.test(new URL(endpoint).hostname);

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

/** The accounts that `SAFELIGHT_AWS_ACCOUNTS` names, and further ones. */
export const allowedAccounts = (
  { SAFELIGHT_AWS_ACCOUNTS: list = '' }: Environment,
  further: readonly string[] = [],
): readonly string[] => [...further, ...list.split(/[\s,]+/).filter((one) => one !== '')];

/**
 * @param use what is to be done there: `loaded`, `judged`
 * @throws SafelightError ERR_AWS_NOT_ALLOWED
 */
export function holdToAccounts(accountId: string, allowed: readonly string[], use: string): void {
  if (allowed.includes(accountId)) return;
  throw new SafelightError('ERR_AWS_NOT_ALLOWED', `The account ${accountId} may not be ${use}.`, {
    hint:
      allowed.length === 0
        ? `Name the accounts that may, in SAFELIGHT_AWS_ACCOUNTS (now empty): SAFELIGHT_AWS_ACCOUNTS=${accountId}.`
        : `Allowed ${allowed.length === 1 ? 'is' : 'are'} ${allowed.join(', ')}: other credentials (AWS_PROFILE), or another entry in SAFELIGHT_AWS_ACCOUNTS.`,
  });
}

/** What `SAFELIGHT_AWS_BUDGET` says, in dollars for one run; not a number where it says none. */
const budgetOf = ({ SAFELIGHT_AWS_BUDGET: text = '' }: Environment): number =>
  text === '' ? BUDGET : Number(text);

/** `$1.20`, and `$0.00087` for what would round to nothing. */
const inDollars = (usd: number): string => `$${usd > 0 && usd < 0.01 ? usd.toPrecision(2) : usd.toFixed(2)}`;

/**
 * @param usd the projected cost
 * @param most dollars that may be spent; what the environment says, unless given
 * @throws SafelightError ERR_AWS_BUDGET
 */
export function holdToSpend(usd: number, env: Environment, most: number = budgetOf(env)): void {
  if (usd <= most) return;
  const may = Number.isFinite(most) ? inDollars(most) : `"${env['SAFELIGHT_AWS_BUDGET']}"`;
  throw new SafelightError(
    'ERR_AWS_BUDGET',
    `The run would cost some ${inDollars(usd)}, and ${may} may be spent.`,
    { hint: 'Ask for less, or raise SAFELIGHT_AWS_BUDGET (dollars for one run).' },
  );
}

/**
 * @param usd the projected cost
 * @throws SafelightError ERR_AWS_BUDGET, ERR_AWS_CONSENT
 */
export function holdToCost(usd: number, yes: boolean, env: Environment): void {
  holdToSpend(usd, env);
  if (yes) return;
  throw new SafelightError(
    'ERR_AWS_CONSENT',
    `The run would cost some $${usd.toPrecision(2)} and was not agreed to.`,
    {
      hint: 'Add --yes to send it.',
    },
  );
}
