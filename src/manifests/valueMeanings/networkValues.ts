import type { ValueTable } from './valueTable.ts';

const families: ValueTable[string] = { IPv4: 'An IPv4 address.', IPv6: 'An IPv6 address.' };
const protocols: ValueTable[string] = { TCP: 'TCP. This is the default.', UDP: 'UDP.', SCTP: 'SCTP.' };

/** What values of Services and of other ways to Pods mean (https://kubernetes.io/docs/concepts/services-networking/). */
export const networkValues: ValueTable = {
  'ServiceSpec.type': {
    ClusterIP: 'An address that only Pods and Nodes of the cluster reach. This is the default.',
    NodePort: 'A ClusterIP, and besides the same port (30000-32767) on every Node, for clients outside.',
    LoadBalancer:
      'A NodePort, and besides an address outside, from whoever provides load balancers. Without a provider it stays `<pending>`.',
    ExternalName: 'Only an alias in DNS (CNAME) for `externalName`: no address, no ports, no Pods.',
  },
  'ServiceSpec.clusterIP': {
    None: 'Headless: no address of its own. DNS answers with the addresses of the ready Pods, and the client chooses; it must dial the port of the **Pod**.',
  },
  'ServiceSpec.sessionAffinity': {
    None: 'Each connection goes to a Pod chosen at random.',
    ClientIP:
      'Connections of one client address go to the same Pod, for 3 hours of silence unless `sessionAffinityConfig` says else.',
  },
  'ServiceSpec.externalTrafficPolicy': {
    Cluster: 'Any Node passes traffic from outside on to any Pod; the Pod sees the address of a Node.',
    Local:
      "Only Pods on the Node that was reached get it, and see the client's own address; a Node without such a Pod drops it.",
  },
  'ServiceSpec.internalTrafficPolicy': {
    Cluster: 'Traffic from inside goes to any ready Pod.',
    Local: "Traffic from inside goes only to Pods on the client's own Node; if there is none, it fails.",
  },
  'ServiceSpec.trafficDistribution': {
    PreferSameZone: "Pods in the client's zone come first.",
    PreferSameNode: "Pods on the client's Node come first, then those of its zone.",
    PreferClose: 'The old name of `PreferSameZone`.',
  },
  'ServiceSpec.ipFamilyPolicy': {
    SingleStack: 'One address, of one family.',
    PreferDualStack: 'An IPv4 and an IPv6 address where the cluster has both, else one.',
    RequireDualStack: 'An IPv4 and an IPv6 address; without both the Service is refused.',
  },
  'ServiceSpec.ipFamilies': families,
  'ServicePort.protocol': protocols,
  'EndpointPort.protocol': protocols,
  'EndpointsPort.protocol': protocols,
  'NetworkPolicyPort.protocol': protocols,
  'EndpointSlice.addressType': { ...families, FQDN: 'A host name; no longer recommended, and kube-proxy ignores it.' },
  'NetworkPolicySpec.policyTypes': {
    Ingress: 'The selected Pods get only the traffic that an `ingress` rule allows.',
    Egress: 'The selected Pods may send only what an `egress` rule allows: remember DNS.',
  },
  'HTTPIngressPath.pathType': {
    Exact: 'The path must be this one, letter by letter.',
    Prefix: 'The path must begin with these parts: `/shop` fits `/shop` and `/shop/cart`, not `/shopping`.',
    ImplementationSpecific: 'What fits is up to the Ingress controller.',
  },
};
