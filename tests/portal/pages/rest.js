// Calls of the double: its REST as the acting user, and its control API.

/** The portal said no, in its own words. */
export class RestFault extends Error {
  constructor(status, code, description) {
    super(String(description || code || status).replace(/<br\s*\/?>/gi, " ").trim());
    this.status = status;
    this.code = code;
  }
}

/** A REST method with the session of the acting user; resolves to the whole answer. */
export async function answer(method, params = {}) {
  return post(`/_double/rest/${method}`, params);
}

/** The `result` of a REST method. */
export async function call(method, params = {}) {
  return (await answer(method, params)).result;
}

export async function post(path, body) {
  return read(
    await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
    }),
  );
}

export async function get(path) {
  return read(await fetch(path, { credentials: "same-origin" }));
}

async function read(response) {
  const text = await response.text();
  let body;
  try {
    body = text === "" ? {} : JSON.parse(text);
  } catch {
    throw new RestFault(response.status, "not_json", `HTTP ${response.status}`);
  }
  if (!response.ok || body.error !== undefined) {
    const fault = typeof body.error === "object" ? body.error : { code: body.error, message: body.error_description };
    throw new RestFault(response.status, fault.code, fault.message);
  }
  return body;
}

/** `UF_SD_TYPE` as it is spelled in answers of tasks.task.*: `ufSdType`. */
export function camel(field) {
  return field.toLowerCase().replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}
