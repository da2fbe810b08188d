// Hocuspocus as its manual starts it. It stores nothing: what it sends on was never made durable.
//   node server.mjs PORT [REDIS_PORT]
import { Redis } from "@hocuspocus/extension-redis";
import { Server } from "@hocuspocus/server";

const [port, redisPort] = process.argv.slice(2).map(Number);
const extensions = redisPort ? [new Redis({ host: "127.0.0.1", port: redisPort })] : [];
const server = new Server({ port, address: "127.0.0.1", quiet: true, extensions });
await server.listen();
