/** What keeps load from going where nobody meant it to. */
import { SafelightError } from '#aws';

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost|(?:[a-z0-9-]+\.)+localhost)$/i;

/** Whether an address can only be this machine. */
const isLoopback = (endpoint: string): boolean => LOOPBACK.test(new URL(endpoint).hostname);

/**
 * Load is kept on this machine unless it is asked for elsewhere.
 *
 * @throws SafelightError ERR_NOT_LOOPBACK
 */
export function holdToLoopback(target: string | undefined, remote: boolean): void {
  if (target === undefined || remote || isLoopback(target)) return;
  throw new SafelightError('ERR_NOT_LOOPBACK', `${target} is not on this machine.`, {
    hint: 'Add --remote when the machine there is yours and may be loaded.',
  });
}
