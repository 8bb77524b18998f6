// The database of a measurement; a URL whose host is the folder of a socket is read as libpq does.
import pg from "pg";

export function pool(url) {
  const parsed = new URL(url);
  return new pg.Pool({
    user: decodeURIComponent(parsed.username),
    host: parsed.searchParams.get("host") ?? decodeURIComponent(parsed.hostname),
    database: parsed.pathname.slice(1),
    max: 12,
  });
}
