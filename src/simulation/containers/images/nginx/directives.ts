/** Where a directive may stand. */
type Context = 'main' | 'events' | 'http' | 'server' | 'location' | 'upstream' | 'if';

const everywhereInHttp: readonly Context[] = ['http', 'server', 'location'];

function table(contexts: readonly Context[], names: string): [string, readonly Context[]][] {
  return names.split(/\s+/).map((name) => [name, contexts]);
}

/**
 * The directives of nginx' own modules (https://nginx.org/en/docs/dirindex.html) that an image of Docker Hub knows and
 * people use. Those of tuning have no effect here; an unknown name is an error, as in reality.
 */
const contextsOf: ReadonlyMap<string, readonly Context[]> = new Map(
  [
    ...table(
      ['main'],
      'user worker_processes pid events http daemon master_process worker_rlimit_nofile load_module env pcre_jit worker_shutdown_timeout worker_priority worker_cpu_affinity timer_resolution thread_pool stream',
    ),
    ...table(['events'], 'worker_connections use multi_accept accept_mutex debug_connection'),
    ...table(['main', ...everywhereInHttp], 'error_log'),
    ...table(
      ['http'],
      'server upstream map geo log_format limit_req_zone limit_conn_zone proxy_cache_path split_clients',
    ),
    ...table(
      ['http'],
      'types_hash_max_size types_hash_bucket_size server_names_hash_bucket_size variables_hash_max_size',
    ),
    ...table(
      ['http', 'server'],
      'client_header_buffer_size large_client_header_buffers client_header_timeout merge_slashes',
    ),
    ...table(
      ['http', 'server'],
      'ssl_protocols ssl_ciphers ssl_prefer_server_ciphers ssl_session_cache ssl_session_timeout',
    ),
    ...table(
      ['http', 'server'],
      'ssl_session_tickets ssl_certificate ssl_certificate_key http2 underscores_in_headers',
    ),
    ...table(['server', 'location', 'if'], 'return rewrite if set break'),
    ...table(['server'], 'listen server_name'),
    ...table(['server', 'location'], 'location try_files'),
    ...table(
      ['location'],
      'alias internal stub_status proxy_pass fastcgi_pass uwsgi_pass grpc_pass empty_gif limit_except',
    ),
    ...table(['if'], 'proxy_pass add_header root access_log'),
    ...table(
      everywhereInHttp,
      'root index default_type types access_log add_header error_page allow deny satisfy autoindex server_tokens charset expires etag if_modified_since ' +
        'sendfile sendfile_max_chunk tcp_nopush tcp_nodelay keepalive_timeout keepalive_requests send_timeout client_max_body_size ' +
        'client_body_timeout client_body_buffer_size client_body_temp_path proxy_temp_path fastcgi_temp_path uwsgi_temp_path scgi_temp_path ' +
        'gzip gzip_types gzip_vary gzip_proxied gzip_comp_level gzip_min_length gzip_buffers gzip_http_version gzip_disable gzip_static ' +
        'proxy_set_header proxy_hide_header proxy_pass_header proxy_http_version proxy_connect_timeout proxy_read_timeout proxy_send_timeout ' +
        'proxy_buffering proxy_buffers proxy_buffer_size proxy_busy_buffers_size proxy_redirect proxy_next_upstream proxy_next_upstream_tries ' +
        'proxy_intercept_errors proxy_cache proxy_cache_valid proxy_request_buffering proxy_ssl_verify proxy_ssl_server_name proxy_method ' +
        'resolver resolver_timeout real_ip_header set_real_ip_from real_ip_recursive limit_req limit_conn log_not_found absolute_redirect ' +
        'port_in_redirect server_name_in_redirect open_file_cache open_file_cache_valid open_file_cache_min_uses reset_timedout_connection ' +
        'fastcgi_param fastcgi_index fastcgi_split_path_info auth_basic auth_basic_user_file sub_filter sub_filter_once sub_filter_types mirror',
    ),
    ...table(['upstream'], 'server keepalive keepalive_timeout keepalive_requests least_conn ip_hash hash random zone'),
  ].reduce(
    (all, [name, contexts]) => all.set(name, [...(all.get(name) ?? []), ...contexts]),
    new Map<string, readonly Context[]>(),
  ),
);

/** Directives that change what a client gets, and that this nginx cannot follow. */
const notSimulated: ReadonlySet<string> = new Set(
  'stream geo split_clients fastcgi_pass uwsgi_pass grpc_pass auth_basic sub_filter mirror limit_req limit_conn proxy_cache limit_except'.split(
    ' ',
  ),
);

/** Blocks whose lines are data and no directives. */
export const dataBlocks: ReadonlySet<string> = new Set([
  'types',
  'map',
  'geo',
  'split_clients',
  'stream',
  'limit_except',
]);

/** Whether a directive is known, and may stand here. */
export function placeOf(name: string, context: Context): 'allowed' | 'misplaced' | 'unknown' {
  const contexts = contextsOf.get(name);
  if (!contexts) return 'unknown';
  return contexts.includes(context) ? 'allowed' : 'misplaced';
}

export function isSimulated(name: string): boolean {
  return !notSimulated.has(name);
}

/** What the inside of a block is. */
export function contextWithin(name: string): Context {
  return name === 'http' ||
    name === 'server' ||
    name === 'location' ||
    name === 'upstream' ||
    name === 'if' ||
    name === 'events'
    ? name
    : 'main';
}

export type { Context };
