import Foundation
import GatePipeline
import GateStore
import Testing

@testable import GateServer

@Test func theSameKeyAndBodyAreOneDeclaration() async throws {
    let fixture = try await ServiceFixture()
    let answers = await withTaskGroup(of: HTTPResponse.self) { group in
        for _ in 0..<20 { group.addTask { await fixture.file(declarationA, as: "a", key: "k1") } }
        return await group.reduce(into: [HTTPResponse]()) { $0.append($1) }
    }
    #expect(Set(answers.map(\.text)).count == 1 && answers.allSatisfy { $0.status == 201 })
    #expect(try await fixture.store.declarations().count == 1)
    let other = declarationA.replacingOccurrences(of: "VN-A-1", with: "VN-A-2")
    #expect(await fixture.file(other, as: "a", key: "k1").status == 422)
    #expect(try await fixture.store.declarations().count == 1)
    // Keys are each firm's own.
    let theirs = other.replacingOccurrences(of: "Minh Long", with: "Viễn Đông")
    #expect(await fixture.file(theirs, as: "b", key: "k1").status == 201)
}

@Test func aReferenceBelongsToWhoFiledIt() async throws {
    let fixture = try await ServiceFixture()
    #expect(await fixture.file(declarationA, as: "a").status == 201)
    let theirs = declarationA.replacingOccurrences(of: "Minh Long", with: "Viễn Đông")
    #expect(await fixture.file(theirs, as: "b").status == 409)
    let newer = theirs.replacingOccurrences(of: "\"gate\"", with: "\"version\":2,\"gate\"")
    #expect(await fixture.file(newer, as: "b").status == 409)
    try await fixture.service.catchUp()
    #expect(await fixture.file(newer, as: "b").status == 409)
    #expect(await fixture.send("GET", "/v1/movements/VN-A-1", as: "b").status == 404)
    // Naming another firm does not make it somebody else's either.
    #expect(await fixture.file(declarationA, as: "b").status == 422)
}

@Test func amendingAndCancelling() async throws {
    let fixture = try await ServiceFixture()
    _ = await fixture.file(declarationA, as: "a")
    #expect(await fixture.file(declarationA, as: "a").status == 200)
    let changed = declarationA.replacingOccurrences(of: "CSQU3054383", with: "MSCU0137155")
    #expect(await fixture.file(changed, as: "a").status == 409)
    let headers = ["content-type": "application/json"]
    let amended = await fixture.send("PUT", "/v1/declarations/VN-A-1", as: "a", headers: headers, body: changed)
    #expect(amended.status == 200 && amended.text.contains("\"version\":2"))
    try await fixture.service.catchUp()
    let versions = try fixture.object(await fixture.send("GET", "/v1/declarations/VN-A-1", as: "a"))
    #expect((versions["versions"] as? [[String: Any]])?.count == 2)
    #expect(await fixture.send("GET", "/v1/movements/MSCU0137155", as: "a").status == 200)
    #expect(await fixture.send("GET", "/v1/movements/CSQU3054383", as: "a").status == 404)
    #expect(await fixture.send("POST", "/v1/declarations/VN-A-1/cancel", as: "a").status == 200)
    try await fixture.service.catchUp()
    #expect(
        try fixture.object(await fixture.send("GET", "/v1/movements/VN-A-1", as: "a"))["status"] as? String
            == "cancelled")
}

@Test(arguments: [
    ("{", 422), ("", 422), ("[]", 422), (#"{"reference":1}"#, 422), ("UNB+UNOC:3+A+B'UNH+1+XXX:D:96B:UN'", 422),
    ("<a><b></a>", 422), (#"{"reference":"VN-X","vehicle":{"tractorPlate":"29C-58214"},"version":"abc"}"#, 422),
])
func whatCannotBeUnderstoodIsSaidWithItsPlace(_ body: String, _ status: Int) async throws {
    let fixture = try await ServiceFixture()
    let answer = await fixture.file(body, as: "a")
    #expect(answer.status == status)
    #expect(answer.headers["content-type"] == "application/problem+json")
    if !body.isEmpty {
        let errors = try fixture.object(answer)["errors"] as? [[String: String]]
        #expect(errors?.first?["position"]?.isEmpty == false)
    }
    #expect(try await fixture.store.declarations().isEmpty)
}

@Test func otherMediaTypesAreRefused() async throws {
    let fixture = try await ServiceFixture()
    for type in ["image/png", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        let answer = await fixture.send("POST", "/v1/declarations", as: "a", headers: ["content-type": type], body: "x")
        #expect(answer.status == 415)
    }
    #expect(await fixture.send("POST", "/v1/declarations", as: "a", body: "x").status == 415)
}
