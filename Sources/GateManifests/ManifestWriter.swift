import Foundation
public import GateDomain

/// Declarations as the JSON profile has them.
public enum ManifestWriter {
    /// One line, keys sorted, times in RFC 3339: what `bordergate manifest --json` prints and `ManifestReader` reads again.
    public static func jsonLine(_ declaration: Declaration) -> String {
        var object: [String: Any] = [
            "reference": declaration.reference, "version": declaration.version, "status": declaration.status.rawValue,
        ]
        object["direction"] = declaration.direction?.rawValue
        object["gate"] = declaration.gate
        object["validFrom"] = declaration.validFrom?.rfc3339
        object["validUntil"] = declaration.validUntil?.rfc3339
        object["vehicle"] = compact([
            "tractorPlate": declaration.vehicle.tractorPlate?.text,
            "trailerPlate": declaration.vehicle.trailerPlate?.text,
            "driver": declaration.vehicle.driver,
        ])
        object["containers"] = declaration.containers.map { container in
            compact([
                "number": container.number, "sizeType": container.sizeType?.text, "grossKg": container.grossKg,
                "load": container.load?.rawValue,
                "seals": container.seals.map { compact(["number": $0.number, "issuer": $0.issuer]) },
            ])
        }
        object["goods"] = declaration.goods.map {
            compact([
                "hsCode": $0.hsCode, "description": $0.description, "packages": $0.packages, "netKg": $0.netKg,
                "grossKg": $0.grossKg,
            ])
        }
        object["parties"] = compact([
            "declarant": declaration.parties.declarant, "consignor": declaration.parties.consignor,
            "consignee": declaration.parties.consignee, "carrier": declaration.parties.carrier,
        ])
        if !declaration.other.isEmpty { object["other"] = declaration.other }
        let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data ?? Data("{}".utf8), as: UTF8.self)
    }

    private static func compact(_ fields: [String: Any?]) -> [String: Any] { fields.compactMapValues { $0 } }
}
