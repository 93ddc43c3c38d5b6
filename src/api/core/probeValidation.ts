import type { FieldError, FieldPath } from '../field.ts';
import { forbiddenField, invalidValue, notSupported, required } from '../fieldErrors.ts';
import type {
  ExecAction,
  GRPCAction,
  HTTPGetAction,
  Lifecycle,
  Probe,
  SleepAction,
  TCPSocketAction,
} from '../generated/objects.ts';
import { httpHeaderName, portName, portNumber } from '../names.ts';

export type ProbeName = 'livenessProbe' | 'readinessProbe' | 'startupProbe';

const nonNegative = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

/** What is wrong with a container's probe. */
export function validateProbe(probe: Probe, name: ProbeName, gracePeriodSeconds: number, at: FieldPath): FieldError[] {
  const errors = validateHandler(probe, gracePeriodSeconds, at);
  for (const field of nonNegative) {
    const value = probe[field] ?? 0;
    if (value < 0) errors.push(invalidValue([...at, field], value, 'must be greater than or equal to 0'));
  }
  const grace = probe.terminationGracePeriodSeconds;
  const gracePath = [...at, 'terminationGracePeriodSeconds'];
  if (grace !== undefined && grace <= 0) errors.push(invalidValue(gracePath, grace, 'must be greater than 0'));
  if (name === 'readinessProbe') {
    if (grace !== undefined) errors.push(invalidValue(gracePath, grace, 'must not be set for readinessProbes'));
  } else if (probe.successThreshold !== 1) {
    errors.push(invalidValue([...at, 'successThreshold'], probe.successThreshold ?? 0, 'must be 1'));
  }
  return errors;
}

/** What is wrong with a container's lifecycle hooks. */
export function validateLifecycle(lifecycle: Lifecycle, gracePeriodSeconds: number, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (lifecycle.postStart)
    errors.push(...validateHandler(lifecycle.postStart, gracePeriodSeconds, [...at, 'postStart']));
  if (lifecycle.preStop) errors.push(...validateHandler(lifecycle.preStop, gracePeriodSeconds, [...at, 'preStop']));
  return errors;
}

interface Handler {
  exec?: ExecAction;
  httpGet?: HTTPGetAction;
  tcpSocket?: TCPSocketAction;
  grpc?: GRPCAction;
  sleep?: SleepAction;
}

function validateHandler(handler: Handler, gracePeriodSeconds: number, at: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  let found = false;
  const check = <T>(
    field: string,
    action: T | undefined,
    validate: (action: T, path: FieldPath) => FieldError[],
  ): void => {
    if (action === undefined) return;
    const path = [...at, field];
    errors.push(
      ...(found ? [forbiddenField(path, 'may not specify more than 1 handler type')] : validate(action, path)),
    );
    found = true;
  };
  check('exec', handler.exec, (action, path) => (action.command?.length ? [] : [required([...path, 'command'])]));
  check('httpGet', handler.httpGet, validateHttpGet);
  check('tcpSocket', handler.tcpSocket, (action, path) => validatePort(action.port, [...path, 'port']));
  check('grpc', handler.grpc, (action, path) => validatePort(action.port, [...path, 'port']));
  check('sleep', handler.sleep, ({ seconds = 0 }, path) => {
    if (seconds >= 0 && seconds <= gracePeriodSeconds) return [];
    const why = `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriodSeconds})`;
    return [invalidValue(path, seconds, why)];
  });
  return found ? errors : [required(at, 'must specify a handler type')];
}

function validateHttpGet(action: HTTPGetAction, at: FieldPath): FieldError[] {
  const errors = action.path ? [] : [required([...at, 'path'])];
  errors.push(...validatePort(action.port, [...at, 'port']));
  const schemes = ['HTTP', 'HTTPS'];
  if (!schemes.includes(action.scheme ?? ''))
    errors.push(notSupported([...at, 'scheme'], action.scheme ?? '', schemes));
  for (const { name = '' } of action.httpHeaders ?? [])
    errors.push(...httpHeaderName(name).map((text) => invalidValue([...at, 'httpHeaders'], name, text)));
  return errors;
}

function validatePort(port: number | string | undefined, at: FieldPath): FieldError[] {
  const texts = typeof port === 'string' ? portName(port) : portNumber(port ?? 0);
  return texts.map((text) => invalidValue(at, port ?? 0, text));
}
