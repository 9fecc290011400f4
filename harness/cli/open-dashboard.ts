import type { DashboardOptions } from '../dashboard/run.tsx';

/** Whether a full screen can be shown here and keys be heard. */
export const hasScreen = (): boolean => process.stdout.isTTY && process.stdin.isTTY;

/** Loads the dashboard and runs it until the person leaves or the signal; says which way the person left. */
export async function openDashboard(
  options: DashboardOptions,
  signal: AbortSignal,
): ReturnType<typeof import('../dashboard/run.tsx').runDashboard> {
  // React's development build costs three times the work and remembers every render.
  process.env['NODE_ENV'] ??= 'production';
  const { runDashboard } = await import('../dashboard/run.tsx');
  return await runDashboard(options, signal);
}
