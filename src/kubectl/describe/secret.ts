import type { Secret } from '../../api/generated/objects.ts';
import { decodeBase64 } from '../base64Text.ts';
import type { Describer } from './describer.ts';

/** A Secret as `kubectl describe secret` shows it: sizes, not values. */
export const describeSecret: Describer<Secret> = (secret, { text }) => {
  text.line(0, 'Name:', secret.metadata.name);
  text.line(0, 'Namespace:', secret.metadata.namespace ?? '');
  text.labels('Labels', secret.metadata.labels);
  text.annotations(secret.metadata.annotations);
  text.line(0, '');
  text.line(0, 'Type:', secret.type ?? '');
  text.line(0, '');
  text.line(0, 'Data');
  text.line(0, '====');
  const entries = Object.entries(secret.data ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, value] of entries) {
    // The token itself is shown: one who asks for it wants to use it.
    if (key === 'token' && secret.type === 'kubernetes.io/service-account-token') {
      text.line(0, `${key}:`, decodeBase64(value));
      continue;
    }
    const bytes = Math.floor((value.replace(/=+$/, '').length * 3) / 4);
    text.line(0, `${key}:`, `${bytes} bytes`);
  }
};
