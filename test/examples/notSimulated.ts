/** What examples ask for and this cluster does not do, with the reason. */
export const notSimulated: readonly { readonly what: string; readonly why: string }[] = [
  { what: 'Windows containers', why: 'all Nodes run Linux, so their Pods stay Pending, as on any such cluster' },
  { what: 'dynamic resource allocation', why: 'its drivers are vendor programs' },
  { what: 'cloud load balancers', why: 'there is no cloud behind the cluster' },
  { what: 'the internet', why: 'containers reach nothing outside of the cluster, so that downloads fail' },
  { what: 'logins at registries', why: 'pull secrets are looked for, but what is private stays private' },
  { what: 'custom schedulers', why: 'my-scheduler is no program of this cluster' },
  {
    what: 'AppArmor and seccomp profiles',
    why: 'processes here make no real system calls, so that a Pod runs which its profile would end',
  },
];
