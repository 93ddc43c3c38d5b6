import type { FieldError } from '../../../api/field.ts';
import { invalidValue } from '../../../api/fieldErrors.ts';
import type { Service } from '../../../api/generated/objects.ts';
import type { Stored } from '../../../api/objects.ts';
import { invalid } from '../../../api/status.ts';
import type { WriteMode } from '../create.ts';
import { serviceKind } from '../knownKinds.ts';
import type { Allocation } from '../resource.ts';
import type { ServerContext } from '../serverContext.ts';
import { withAddressFamilies } from './addressFamilies.ts';
import { isServiceAddress } from './addressRange.ts';
import type { Allocated } from './allocated.ts';
import { withHealthCheckPort, withNodePorts } from './allocateNodePorts.ts';
import { withKnownValues } from './knownValues.ts';
import { needsAddress } from './serviceNeeds.ts';

/** What a dry run shows as the address that would be drawn: the range's own, since none is taken. */
const dryRunAddress = '10.96.0.0';

/**
 * Gives a Service its addresses and node ports, or refuses those it asks for. What the old version had and the new one
 * left out is filled in first, so that a manifest need not name it.
 */
export const allocateService: Allocation<Service> = (context, object, old, mode) => {
  const known = withKnownValues(object, old);
  const families = withAddressFamilies(known);
  if (families.errors) return refused(known, families.errors);
  const addressed = withAddress(context, families.object, old, mode);
  if (addressed.errors) return refused(known, addressed.errors);
  const ported = withNodePorts(context, addressed.object, old, mode);
  if (ported.errors) return refused(known, ported.errors);
  const checked = withHealthCheckPort(context, ported.object, old, mode);
  return checked.errors ? refused(known, checked.errors) : { object: checked.object };
};

function refused(object: Service, errors: readonly FieldError[]) {
  return { refusal: invalid(serviceKind, object.metadata?.name ?? '', errors) };
}

function withAddress(
  context: ServerContext,
  object: Service,
  old: Stored<Service> | undefined,
  mode: WriteMode,
): Allocated {
  const { spec } = object;
  if (!spec || !needsAddress(spec) || spec.clusterIP === 'None') return { object };
  // Who has an address keeps it; whether a client may change it is for validation to say.
  if (old && needsAddress(old.spec)) return { object };
  const wanted = spec.clusterIPs?.[0] ?? spec.clusterIP ?? '';
  if (wanted === '') return withDrawnAddress(context, object, mode);
  const taken = mode === 'commit' && context.services.hasAddress(wanted);
  // What is no address at all is for validation to say.
  const outside = /^\d+(\.\d+){3}$/.test(wanted) && !isServiceAddress(wanted);
  if (!taken && !outside) return { object: { ...object, spec: { ...spec, clusterIP: wanted, clusterIPs: [wanted] } } };
  const why = taken ? 'provided IP is already allocated' : 'the provided network does not match the current range';
  return {
    errors: [invalidValue(['spec', 'clusterIPs'], [wanted], `failed to allocate IP ${wanted}: ${why}`)],
  };
}

function withDrawnAddress(context: ServerContext, object: Service, mode: WriteMode): Allocated {
  const address = mode === 'dryRun' ? dryRunAddress : context.services.freeAddress();
  if (address === undefined) {
    return { errors: [invalidValue(['spec', 'clusterIPs'], [], 'failed to allocate a serviceIP: range is full')] };
  }
  return { object: { ...object, spec: { ...object.spec, clusterIP: address, clusterIPs: [address] } } };
}
