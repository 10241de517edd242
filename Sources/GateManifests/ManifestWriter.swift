import Foundation
public import GateDomain

/// Declarations as the JSON profile has them.
public enum ManifestWriter {
    /// One line, keys sorted, times in RFC 3339: what `bordergate manifest --json` prints and `ManifestReader` reads again.
    public static func jsonLine(_ declaration: Declaration) -> String { line(object(declaration)) }

    private static func object(_ declaration: Declaration) -> [String: Any] {
        var object: [String: Any] = [
            "reference": declaration.reference, "version": declaration.version, "status": declaration.status.rawValue,
        ]
        object["direction"] = declaration.direction?.rawValue
        object["gate"] = declaration.gate
        object["validFrom"] = declaration.validFrom?.rfc3339
        object["validUntil"] = declaration.validUntil?.rfc3339
        object["channel"] = declaration.channel?.rawValue
        object["trade"] = declaration.trade?.rawValue
        if declaration.trips != 1 { object["trips"] = declaration.trips }
        object["vehicle"] = compact([
            "tractorPlate": declaration.vehicle.tractorPlate?.text,
            "trailerPlate": declaration.vehicle.trailerPlate?.text,
            "furtherTrailers": declaration.vehicle.furtherTrailers.isEmpty
                ? nil : declaration.vehicle.furtherTrailers.map(\.text),
            "nationality": declaration.vehicle.nationality,
            "seals": declaration.vehicle.seals.isEmpty ? nil : seals(declaration.vehicle.seals),
            "driver": declaration.vehicle.driver,
        ])
        object["containers"] = declaration.containers.map(container)
        object["goods"] = declaration.goods.map(goods)
        if !declaration.consignments.isEmpty {
            object["consignments"] = declaration.consignments.map {
                compact(["reference": $0.reference, "parties": $0.parties == .init() ? nil : parties($0.parties)])
            }
        }
        if let documents = declaration.documents {
            object["documents"] = documents.map {
                compact(["kind": $0.kind, "number": $0.number, "validUntil": $0.validUntil?.rfc3339])
            }
        }
        object["parties"] = parties(declaration.parties)
        if !declaration.other.isEmpty { object["other"] = declaration.other }
        return object
    }

    /// A notice about an earlier declaration, one line under the key `notice`; the profile reads it again.
    public static func jsonLine(_ notice: DeclarationNotice) -> String {
        line([
            "notice": compact([
                "reference": notice.reference, "version": notice.isUndated ? nil : notice.version,
                "kind": notice.kind.rawValue, "remark": notice.remark, "also": notice.also,
                "change": notice.change.map { object($0) },
            ])
        ])
    }

    private static func container(_ container: Declaration.Container) -> [String: Any] {
        compact([
            "number": container.number, "sizeType": container.sizeType?.text, "grossKg": container.grossKg,
            "tareKg": container.tareKg, "verifiedGrossKg": container.verifiedGrossKg, "load": container.load?.rawValue,
            "celsius": container.celsius,
            "seals": seals(container.seals),
        ])
    }

    private static func seals(_ seals: [Declaration.Seal]) -> [[String: Any]] {
        seals.map { compact(["number": $0.number, "issuer": $0.issuer]) }
    }

    private static func goods(_ goods: Declaration.Goods) -> [String: Any] {
        let hazards = goods.hazards.map { compact(["unNumber": $0.unNumber, "hazardClass": $0.hazardClass]) }
        return compact([
            "hsCode": goods.hsCode, "description": goods.description, "packages": goods.packages,
            "netKg": goods.netKg, "grossKg": goods.grossKg, "origin": goods.origin, "value": goods.value,
            "currency": goods.currency, "consignment": goods.consignment,
            "hazards": hazards.isEmpty ? nil : hazards,
            "containers": goods.containers.isEmpty ? nil : goods.containers,
        ])
    }

    private static func parties(_ parties: Declaration.Parties) -> [String: Any] {
        compact([
            "declarant": parties.declarant, "consignor": parties.consignor, "consignee": parties.consignee,
            "carrier": parties.carrier,
        ])
    }

    private static func line(_ object: [String: Any]) -> String {
        let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data ?? Data("{}".utf8), as: UTF8.self)
    }

    private static func compact(_ fields: [String: Any?]) -> [String: Any] { fields.compactMapValues { $0 } }
}
