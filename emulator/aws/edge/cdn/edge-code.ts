/** Code of the distribution's owner that runs at the edge: on what viewers ask, and on what they get. */
import type { Behavior } from './behavior.ts';
import type { Exchange } from './exchange.ts';
import type { Result } from './outcome.ts';
import type { ViewerRequest } from './viewer-request.ts';

export interface EdgeCode {
  /** The request as the code leaves it, or the answer that it gives itself. */
  onRequest(
    request: ViewerRequest,
    behavior: Behavior,
    about: Exchange,
  ): Promise<{ readonly request: ViewerRequest } | { readonly result: Result }>;
  onResponse(result: Result, request: ViewerRequest, behavior: Behavior, about: Exchange): Promise<Result>;
}

/** One kind of code before the other; a behavior has only one of them on viewers' events. */
export const both = (first: EdgeCode, second: EdgeCode): EdgeCode => ({
  async onRequest(request, behavior, about) {
    const changed = await first.onRequest(request, behavior, about);
    return 'result' in changed ? changed : second.onRequest(changed.request, behavior, about);
  },
  async onResponse(result, request, behavior, about) {
    const changed = await first.onResponse(result, request, behavior, about);
    return second.onResponse(changed, request, behavior, about);
  },
});
