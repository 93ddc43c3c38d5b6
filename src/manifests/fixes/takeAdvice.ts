import { setValue } from '../edits/putValue.ts';
import { removeField } from '../edits/removeField.ts';
import { valueAt } from '../plainLookup.ts';
import { type Fix, type FixContext, type Fixer, fixWith } from './fix.ts';

type Offer = (context: FixContext) => Fix[];

/** Advice that is taken by another value of the field, or by leaving it out. */
const offers: Readonly<Record<string, Offer>> = {
  'advice/dns-policy-default': (context) =>
    fixWith('Remove dnsPolicy: ClusterFirst is the default', removeField(context, context.path)),
  'advice/host-network-dns': (context) =>
    fixWith('Write ClusterFirstWithHostNet', setValue(context, context.path, 'ClusterFirstWithHostNet'), 'unambiguous'),
  'advice/headless-target-port': (context) => {
    const port = valueAt(context.document.value, [...context.path.slice(0, -1), 'targetPort']);
    if (typeof port !== 'number') return [];
    return fixWith(`Write ${port}, the port that works`, setValue(context, context.path, port));
  },
  'advice/load-balancer-provider': (context) =>
    fixWith('Change the type to NodePort', setValue(context, context.path, 'NodePort')),
  'advice/budget-without-room': (context) =>
    context.path.at(-1) === 'maxUnavailable'
      ? fixWith('Let one Pod be away: maxUnavailable: 1', setValue(context, context.path, 1))
      : [],
  'advice/grace-period-zero': (context) =>
    fixWith('Remove it: the default is 30 seconds', removeField(context, context.path)),
  'advice/namespace-ignored': (context) =>
    fixWith('Remove namespace', removeField(context, context.path), 'unambiguous'),
  'advice/host-port-replicas': (context) => fixWith('Remove hostPort', removeField(context, context.path)),
};

/** Takes advice that needs no more than one field. */
export const takeAdvice: Fixer = {
  codes: Object.keys(offers),
  offer: (context) => offers[context.diagnostic.code]?.(context) ?? [],
};
