import { base64ToText, bytesToBase64, textToBytes } from '../../api/base64.ts';
import { readJson } from '../../api/jsonText.ts';

/** Where a list in parts goes on. */
export interface ContinueToken {
  /** The version as which all parts are shown; below 0 for whatever is there. */
  readonly revision: number;
  /** The first key of the next part, within the collection. */
  readonly start: string;
}

const tokenVersion = 'meta.k8s.io/v1';
const notValid = 'continue key is not valid';

/** The token as clients carry it: JSON in base64 for addresses, as a real server writes it. */
export function writeContinueToken({ revision, start }: ContinueToken): string {
  const text = JSON.stringify({ v: tokenVersion, rv: revision, start });
  return bytesToBase64(textToBytes(text)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Reads a token, or says what is wrong with it in a real server's words (`storage.DecodeContinue`). */
export function readContinueToken(
  text: string,
): { token: ContinueToken; problem?: undefined } | { token?: undefined; problem: string } {
  const badCharacter = /[^\w-]/.exec(text);
  if (badCharacter || text.length % 4 === 1) {
    return { problem: `${notValid}: illegal base64 data at input byte ${badCharacter?.index ?? text.length - 1}` };
  }
  const read = readJson(base64ToText(text.replaceAll('-', '+').replaceAll('_', '/')));
  if (read.problem !== undefined) return { problem: `${notValid}: ${read.problem}` };
  const { v, rv, start } = (read.value ?? {}) as Record<string, unknown>;
  if (v !== tokenVersion) {
    return { problem: `${notValid}: server does not recognize this encoded version ${typeof v === 'string' ? v : ''}` };
  }
  if (!Number.isSafeInteger(rv) || rv === 0) {
    return { problem: `${notValid}: incorrect encoded start resourceVersion (version ${tokenVersion})` };
  }
  if (typeof start !== 'string' || start === '') {
    return { problem: `${notValid}: encoded start key empty (version ${tokenVersion})` };
  }
  if (/(^|\/)\.{0,2}(\/|$)/.test(start.replace(/^\//, ''))) return { problem: `${notValid}: ${start}` };
  return { token: { revision: rv as number, start } };
}
