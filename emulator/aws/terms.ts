/**
 * The door for who only speaks of a cloud, as the command line does until a command starts one: what stands behind
 * `#aws` is two megabytes of code, and `--version` has no use for it.
 */
export { parseFaultRule } from './kernel/fault-rule.ts';
export { SafelightError } from './kernel/safelight-error.ts';
export { VERSION } from './version.ts';
