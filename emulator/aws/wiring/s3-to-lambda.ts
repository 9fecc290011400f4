/**
 * S3 invokes functions asynchronously with what happens in buckets; the function's own policy decides whether it may.
 * Evidence: fact sheet S3 §9.3, §9.4.
 */
import type { Wiring } from '../cloud.ts';
import { s3Principal } from './s3-principal.ts';

export const s3ToLambda: Wiring = ({ s3 }, { ports, store }) => {
  s3.notifications.register('lambda', {
    fault(arn, source) {
      return ports.find('functions')?.permits(arn, s3Principal(source)) === true ? undefined : 'denied';
    },
    deliver(delivery) {
      const { arn, message, cause } = delivery;
      const principal = s3Principal(delivery);
      store.transact(() => {
        ports.find('functions')?.invokeLater({ functionArn: arn, principal, payload: message, cause });
      });
      return undefined;
    },
  });
};
