// pg-boss: so many jobs whose time has come, until the last one is completed. Prints jobs a second.
import * as module from "pg-boss";
import { pool } from "./pool.mjs";

const PgBoss = module.PgBoss ?? module.default;
const [url, count] = [process.argv[2], Number(process.argv[3])];
const pgPool = pool(url);
const boss = new PgBoss({ db: { executeSql: (text, values) => pgPool.query(text, values) }, supervise: false, schedule: false });
boss.on("error", (fault) => { console.error(fault); process.exit(1); });
await boss.start();
await boss.createQueue("timer");
for (let from = 0; from < count; from += 5_000) {
  const size = Math.min(5_000, count - from);
  await boss.insert("timer", Array.from({ length: size }, (_, i) => ({ data: { timer: from + i }, startAfter: new Date(Date.now() - 1000) })));
}
const started = process.hrtime.bigint();
// The largest batches that it takes, fetched as soon as the ones before are completed.
for (;;) {
  const jobs = await boss.fetch("timer", { batchSize: 1_000 });
  if (jobs.length === 0) break;
  await boss.complete("timer", jobs.map((job) => job.id));
}
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
console.log(count / seconds);
await boss.stop({ graceful: false });
await pgPool.end();
