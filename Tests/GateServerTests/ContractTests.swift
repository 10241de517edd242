import Foundation
import GateDomain
import GatePipeline
import GateStore
import Testing

@testable import GateServer

private var contract: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(OperationRoutes.contract.bytes))) as? [String: Any] ?? [:]
}

@Test func theContractHasEveryRouteAndNoOther() async throws {
    let fixture = try await ServiceFixture()
    var served: Set<String> = []
    for route in fixture.service.application.router.routes where route.path.text.hasPrefix("/v1") {
        served.insert("\(route.method.rawValue) \(route.path)")
    }
    var written: Set<String> = []
    for (path, item) in try #require(contract["paths"] as? [String: [String: Any]]) {
        for method in item.keys { written.insert("\(method.uppercased()) \(path)") }
    }
    #expect(served == written)
    #expect(contract["openapi"] as? String == "3.1.0")
}

@Test func theContractCanBeReadAsAPage() async throws {
    let fixture = try await ServiceFixture()
    let answer = await fixture.send("GET", "/contract")
    let page = String(decoding: answer.bytes, as: UTF8.self)
    #expect(answer.status == 200)
    for (path, item) in try #require(contract["paths"] as? [String: [String: Any]]) {
        for method in item.keys { #expect(page.contains("<h2><code>\(method.uppercased()) \(path)</code>")) }
    }
    // Every place that it links to is there, and no script.
    for link in page.matches(of: /href="#([^"]+)"/) { #expect(page.contains("id=\"\(link.1)\""), "\(link.1)") }
    #expect(!page.contains("<script"))
}

/// Answers of every kind, each held against what the contract says of its operation and status.
@Test func answersAreAsTheContractSays() async throws {
    let fixture = try await ServiceFixture(allowList: ["127.0.0.1"])
    let json = ["content-type": "application/json"]
    func holds(_ method: String, _ path: String, _ target: String, headers: [String: String] = [:], body: String = "")
        async throws -> HTTPResponse
    {
        let answer = await fixture.send(method, target, as: "a", headers: headers, body: body)
        let paths = try #require(contract["paths"] as? [String: [String: [String: Any]]])
        let responses = try #require(paths[path]?[method.lowercased()]?["responses"] as? [String: Any])
        let described = try #require(
            responses["\(answer.status)"].flatMap(resolved),
            "\(method) \(target): \(answer.status) is not in the contract")
        guard let content = described["content"] as? [String: [String: Any]] else {
            #expect(answer.bytes.isEmpty)
            return answer
        }
        let type = HTTPRequest.mediaType(answer.headers["content-type"] ?? "")
        let schema = try #require(content[type]?["schema"] as? [String: Any], "\(method) \(target): \(type)")
        if type.hasSuffix("json") {
            let value = try JSONSerialization.jsonObject(with: Data(answer.bytes))
            for fault in faults(of: value, schema, at: "\(method) \(target)") { Issue.record("\(fault)") }
        }
        return answer
    }
    let declarations = "/v1/declarations"
    _ = try await holds("POST", declarations, declarations, headers: json, body: declarationA)
    _ = try await holds("POST", declarations, declarations, headers: json, body: declarationA)
    _ = try await holds("POST", declarations, declarations, headers: json, body: "{")
    _ = try await holds("POST", declarations, declarations, body: "x")
    try await fixture.service.catchUp()
    try await fixture.decide("huu-nghi/HN-IN-1/1", declaration: "VN-A-1", opensCase: true)
    for number in 2..<9 {
        let plate = "29C6000\(number)"
        _ = await fixture.file(#"{"reference":"VN-\#(number)","vehicle":{"tractorPlate":"\#(plate)"}}"#, as: "a")
        try await fixture.decide(
            "huu-nghi/HN-IN-1/\(number)", declaration: "VN-\(number)", plate: plate, opensCase: true,
            at: 1_790_000_000 + Int64(number))
        try await fixture.resolve("huu-nghi/HN-IN-1/\(number)", number == 2 ? .refuse : .release)
        try await fixture.service.catchUp()
    }
    _ = await fixture.file(#"{"reference":"VN-LATE","vehicle":{"tractorPlate":"29C-70000"}}"#, as: "a")
    try await fixture.decide(
        "huu-nghi/HN-IN-1/late", declaration: "VN-LATE", plate: "29C70000", opensCase: true, at: 1_790_100_000)
    try await fixture.service.catchUp()
    let late = try await holds("GET", "/v1/movements/{reference}", "/v1/movements/VN-LATE")
    // After five of the like there is an estimate.
    #expect(late.text.contains("expectedRelease"))
    _ = try await holds("GET", "/v1/movements/{reference}", "/v1/movements/NOTHING")
    let list = try await holds("GET", "/v1/movements", "/v1/movements?limit=2")
    let cursor = try #require(try fixture.object(list)["nextCursor"] as? String)
    _ = try await holds("GET", "/v1/movements", "/v1/movements?limit=2&cursor=\(cursor)")
    _ = try await holds("GET", "/v1/movements", "/v1/movements?limit=x")
    _ = try await holds("GET", "/v1/movements", "/v1/movements", headers: ["accept": "text/csv"])
    _ = try await holds("GET", "/v1/events", "/v1/events")
    _ = try await holds("GET", "/v1/events", "/v1/events?cursor=x")
    _ = try await holds("GET", "/v1/declarations/{reference}", "/v1/declarations/VN-A-1")
    _ = try await holds(
        "PUT", "/v1/declarations/{reference}", "/v1/declarations/VN-A-1", headers: json, body: declarationA)
    _ = try await holds("POST", "/v1/declarations/{reference}/cancel", "/v1/declarations/VN-A-1/cancel")
    _ = try await holds("GET", "/v1/webhooks", "/v1/webhooks")
    _ = try await holds("POST", "/v1/webhooks", "/v1/webhooks", headers: json, body: #"{"url":"https://10.0.0.1/"}"#)
    let made = try await holds(
        "POST", "/v1/webhooks", "/v1/webhooks", headers: json,
        body: #"{"url":"http://127.0.0.1:9/x","events":["movement.declared"]}"#)
    let id = try #require(try fixture.object(made)["id"] as? String)
    _ = try await holds("GET", "/v1/webhooks/{id}", "/v1/webhooks/\(id)")
    _ = try await holds("POST", "/v1/webhooks/{id}/rotate", "/v1/webhooks/\(id)/rotate")
    _ = await fixture.file(#"{"reference":"VN-W","vehicle":{"tractorPlate":"29C-70001"}}"#, as: "a")
    try await fixture.service.catchUp()
    let deliveries = try await holds("GET", "/v1/webhooks/{id}/deliveries", "/v1/webhooks/\(id)/deliveries")
    let delivery = try #require(
        (try fixture.object(deliveries)["deliveries"] as? [[String: Any]])?.first?["id"] as? String)
    let replay = "/v1/webhooks/{id}/deliveries/{delivery}/replay"
    _ = try await holds("POST", replay, "/v1/webhooks/\(id)/deliveries/\(delivery)/replay")
    _ = try await holds("POST", replay, "/v1/webhooks/\(id)/deliveries/msg_x/replay")
    _ = try await holds("DELETE", "/v1/webhooks/{id}", "/v1/webhooks/\(id)")
    _ = try await holds("DELETE", "/v1/webhooks/{id}", "/v1/webhooks/\(id)")
}

private func resolved(_ value: Any) -> [String: Any]? {
    guard let object = value as? [String: Any] else { return nil }
    guard let reference = object["$ref"] as? String else { return object }
    var found: Any? = contract
    for part in reference.split(separator: "/").dropFirst() { found = (found as? [String: Any])?[String(part)] }
    return found as? [String: Any]
}

/// What of JSON Schema the contract uses.
private func faults(of value: Any, _ given: [String: Any], at place: String) -> [String] {
    guard let schema = resolved(given) else { return ["\(place): a schema that is not there"] }
    if let constant = schema["const"] as? String {
        return value as? String == constant ? [] : ["\(place): not \(constant)"]
    }
    switch schema["type"] as? String {
    case "object":
        guard let object = value as? [String: Any] else { return ["\(place): no object"] }
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        let missing = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map {
            "\(place): \($0) is missing"
        }
        return missing
            + object.flatMap { key, item in
                guard let property = properties[key] else {
                    return schema["additionalProperties"] as? Bool == false
                        ? ["\(place): \(key) is not in the contract"] : []
                }
                return faults(of: item, property, at: "\(place).\(key)")
            }
    case "array":
        guard let items = value as? [Any] else { return ["\(place): no array"] }
        return items.flatMap { faults(of: $0, schema["items"] as? [String: Any] ?? [:], at: place + "[]") }
    case "string":
        guard let text = value as? String else { return ["\(place): no string"] }
        if let words = schema["enum"] as? [String], !words.contains(text) {
            return ["\(place): \(text) is none of \(words)"]
        }
        if schema["format"] as? String == "date-time", Instant(rfc3339: text) == nil {
            return ["\(place): \(text) is no time"]
        }
        if let pattern = schema["pattern"] as? String, text.range(of: pattern, options: .regularExpression) == nil {
            return ["\(place): \(text) does not fit \(pattern)"]
        }
        return []
    case "integer": return value is Int ? [] : ["\(place): no integer"]
    case "number": return value is Double || value is Int ? [] : ["\(place): no number"]
    case "boolean": return value is Bool ? [] : ["\(place): no boolean"]
    default: return []
    }
}
