// Runs a query with Comunica over one source and prints the bindings, a JSON object a line.
// node query.mjs ENDPOINT QUERY [sparql|auto]
import { QueryEngine } from '@comunica/query-sparql';

const [endpoint, query, type = 'sparql'] = process.argv.slice(2);
const source = type === 'auto' ? endpoint : { type, value: endpoint };
const bindings = await new QueryEngine().queryBindings(query, { sources: [source] });
for (const binding of await bindings.toArray()) {
  const row = Object.fromEntries([...binding].map(([variable, term]) => [variable.value, term.value]));
  console.log(JSON.stringify(row));
}
