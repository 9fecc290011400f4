/** What a look at this machine found. */
export interface Finding {
  /** `port 4566` */
  readonly what: string;
  readonly verdict: 'ok' | 'warning' | 'problem';
  readonly found: string;
  /** What to do about it; absent where nothing is to be done. */
  readonly next?: string;
}

export const ok = (what: string, found: string): Finding => ({ what, verdict: 'ok', found });

export const warning = (what: string, found: string, next: string): Finding => ({
  what,
  verdict: 'warning',
  found,
  next,
});

export const problem = (what: string, found: string, next: string): Finding => ({
  what,
  verdict: 'problem',
  found,
  next,
});
