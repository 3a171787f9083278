// Runs a query with Comunica over one source and prints the bindings, a JSON object a line.
// node query.mjs ADDRESS QUERY
import { QueryEngine } from '@comunica/query-sparql';

const [address, query] = process.argv.slice(2);
const bindings = await new QueryEngine().queryBindings(query, { sources: [address] });
for (const binding of await bindings.toArray()) {
  const row = Object.fromEntries([...binding].map(([variable, term]) => [variable.value, term.value]));
  console.log(JSON.stringify(row));
}
