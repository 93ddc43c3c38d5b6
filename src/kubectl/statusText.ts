import type { Status } from '../api/generated/objects.ts';
import { CommandError } from './commandError.ts';

/**
 * The words kubectl finds for a refusal. Invalid fields are listed under the object's kind and name; all else is
 * `Error from server (Reason): message`. `doing` and `source` name the file that was read, where one was.
 */
export function statusText(status: Status, doing?: { readonly what: string; readonly source: string }): string {
  if (status.reason === 'Invalid') return invalidText(status);
  const message = doing
    ? `error when ${doing.what} ${JSON.stringify(doing.source)}: ${status.message ?? ''}`
    : (status.message ?? '');
  return status.reason ? `Error from server (${status.reason}): ${message}` : `Error from server: ${message}`;
}

/** A refusal as the error that ends the command. */
export function refusalError(status: Status, doing?: { readonly what: string; readonly source: string }): CommandError {
  return new CommandError(statusText(status, doing));
}

function invalidText(status: Status): string {
  const details = status.details;
  if (!details) return `The request is invalid: ${status.message ?? ''}`;
  const causes = details.causes ?? [];
  const named = Boolean(details.kind || details.name);
  if (!named && causes.length === 0) return `The request is invalid: ${status.message ?? ''}`;
  const start = named ? `The ${details.kind ?? ''} "${details.name ?? ''}" is invalid` : 'The request is invalid';
  if (causes.length === 0) return start;
  const texts = [...new Set(causes.map((cause) => `${cause.field ?? ''}: ${cause.message ?? ''}`))];
  if (texts.length === 1) return `${start}: ${texts[0]}`;
  return `${start}: ${texts.map((text) => `\n* ${text}`).join('')}`;
}
