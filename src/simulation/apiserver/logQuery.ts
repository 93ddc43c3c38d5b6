import type { FieldError } from '../../api/field.ts';
import { forbiddenField, invalidValue } from '../../api/fieldErrors.ts';
import type { Status } from '../../api/generated/objects.ts';
import type { ApiRequest } from '../../api/request.ts';
import { badRequest, invalid } from '../../api/status.ts';
import { parseTime, timeProblem } from '../../api/time.ts';
import type { LogOptions } from './podStreams.ts';
import { flag, integer, parameter } from './query.ts';

/** Where each number of a log's query begins (`ValidatePodLogOptions`). */
const least = { tailLines: 0, sinceSeconds: 1, limitBytes: 1 };

/** Reads what the query says of a Pod's log, or refuses it as the API server does. */
export function logQuery(
  request: ApiRequest,
  podName: string,
): { options: LogOptions; refusal?: undefined } | { options?: undefined; refusal: Status } {
  const numbers = Object.entries(least).map(([name, from]) => ({ name, from, ...integer(request, name) }));
  const wrong = numbers.find(({ refusal }) => refusal);
  if (wrong?.refusal) return { refusal: wrong.refusal };
  const sinceTime = parameter(request, 'sinceTime');
  const problem = sinceTime === undefined ? undefined : timeProblem(sinceTime, 'time');
  if (problem !== undefined) return { refusal: badRequest(problem) };
  const given = numbers.filter(({ value }) => value !== undefined);
  const errors: FieldError[] = given.flatMap(({ name, value = 0, from }) => {
    const detail = from === 0 ? 'must be greater than or equal to 0' : 'must be greater than 0';
    return value < from ? [invalidValue([name], value, detail)] : [];
  });
  if (sinceTime !== undefined && given.some(({ name }) => name === 'sinceSeconds')) {
    errors.push(forbiddenField([''], 'at most one of `sinceTime` or `sinceSeconds` may be specified'));
  }
  if (errors.length > 0) {
    return { refusal: invalid({ group: '', plural: '', kind: 'PodLogOptions' }, podName, errors) };
  }
  const container = parameter(request, 'container');
  const sinceTimeMs = sinceTime === undefined ? undefined : parseTime(sinceTime);
  return {
    options: {
      previous: flag(request, 'previous'),
      timestamps: flag(request, 'timestamps'),
      ...(container !== undefined && { container }),
      ...(sinceTimeMs !== undefined && { sinceTimeMs }),
      ...Object.fromEntries(given.map(({ name, value }) => [name, value])),
    },
  };
}
