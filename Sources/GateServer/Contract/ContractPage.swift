import GatePipeline

/// The contract as a page: what can be asked, with what, and what comes back. Without foreign scripts, and without any.
struct ContractPage {
    let call: Call
    let contract: Contract

    func response() -> HTTPResponse {
        let operations = contract.paths.sorted { $0.key < $1.key }
            .flatMap { path, methods in methods.sorted { $0.key < $1.key }.map { (path, $0.key, $0.value) } }
        return Page(contract.info.title, for: call) {
            tag(.div, .set(.lang, "en"), .class("contract")) {
                tag(.p, text: contract.info.description ?? "")
                tag(.p) {
                    "Send your key as "
                    tag(.code, text: "Authorization: Bearer bg_live_…")
                    ". For programs: "
                    tag(.a, .href("/openapi.json"), text: "openapi.json")
                    ", OpenAPI 3.1."
                }
                tag(.nav, .aria("label", "Operations")) {
                    tag(.ul) {
                        for (path, method, operation) in operations {
                            tag(.li) {
                                tag(.a, .href("#" + operation.operationId)) {
                                    tag(.code, text: "\(method.uppercased()) \(path)")
                                }
                                " " + (operation.summary ?? "")
                            }
                        }
                    }
                }
                for (path, method, operation) in operations { section(path, method, operation) }
                tag(.h2, text: "What is in them")
                for (name, schema) in contract.components.schemas.sorted(by: { $0.key < $1.key }) {
                    tag(.section, .id("schema-" + name), .class("panel")) {
                        tag(.h3, text: name)
                        table(of: schema)
                    }
                }
            }
        }.response()
    }

    private func section(_ path: String, _ method: String, _ operation: Contract.Operation) -> HTML {
        tag(.section, .id(operation.operationId), .class("panel")) {
            tag(.h2) {
                tag(.code, text: "\(method.uppercased()) \(path)")
                " " + (operation.summary ?? "")
            }
            tag(.p, text: operation.description ?? "")
            if let parameters = operation.parameters, !parameters.isEmpty {
                tag(.table) {
                    tag(.caption, text: "Parameters")
                    for parameter in parameters {
                        tag(.tr) {
                            tag(.th, .set(.scope, "row")) {
                                tag(.code, text: parameter.name)
                                " in \(parameter.in)" + (parameter.required == true ? ", needed" : "")
                            }
                            tag(.td) {
                                kind(parameter.schema)
                                explanation(parameter.description, parameter.schema)
                            }
                        }
                    }
                }
            }
            if let body = operation.requestBody {
                tag(.h3, text: "Body")
                tag(.p, text: body.description ?? "")
                contents(body.content)
            }
            tag(.table) {
                tag(.caption, text: "Answers")
                for (status, reply) in operation.responses.sorted(by: { $0.key < $1.key }) {
                    let reply = resolved(reply)
                    tag(.tr) {
                        tag(.th, .set(.scope, "row"), text: status)
                        tag(.td) {
                            reply.description ?? ""
                            contents(reply.content ?? [:])
                        }
                    }
                }
            }
        }
    }

    private func contents(_ contents: [String: Contract.Content]) -> HTML {
        tag(.ul) {
            for (type, content) in contents.sorted(by: { $0.key < $1.key }) {
                tag(.li) {
                    tag(.code, text: type)
                    " "
                    kind(content.schema)
                    if let example = content.example?.text { tag(.pre) { tag(.code, text: example) } }
                }
            }
        }
    }

    private func table(of schema: Contract.Schema) -> HTML {
        tag(.table) {
            for (name, property) in (schema.properties ?? [:]).sorted(by: { $0.key < $1.key }) {
                tag(.tr) {
                    tag(.th, .set(.scope, "row")) {
                        tag(.code, text: name)
                        schema.required?.contains(name) == true ? ", always" : ""
                    }
                    tag(.td) {
                        kind(property)
                        explanation(nil, property)
                        if property.properties != nil { table(of: property) }
                        if let items = property.items, items.properties != nil { table(of: items) }
                    }
                }
            }
        }
    }

    private func kind(_ schema: Contract.Schema?) -> HTML {
        guard let schema else { return .empty }
        if let name = schema.reference.map({ $0.split(separator: "/").last.map(String.init) ?? $0 }) {
            return tag(.a, .href("#schema-" + name), text: name)
        }
        if schema.type == "array" {
            return .fragment([
                .text("list of "),
                schema.items?.reference == nil ? .text(schema.items?.type ?? "objects") : kind(schema.items),
            ])
        }
        return .text(schema.format ?? schema.type ?? "")
    }

    private func explanation(_ text: String?, _ schema: Contract.Schema?) -> HTML {
        let words = [
            text.flatMap { $0.isEmpty ? nil : $0 }, schema?.description,
            schema?.values.map { "one of " + $0.joined(separator: ", ") }, schema?.pattern.map { "as " + $0 },
        ]
        return .text(words.compactMap { $0 }.map { ". " + $0 }.joined())
    }

    private func resolved(_ reply: Contract.Reply) -> Contract.Reply {
        let name = reply.reference?.split(separator: "/").last.map(String.init)
        return name.flatMap { contract.components.responses[$0] } ?? reply
    }
}
