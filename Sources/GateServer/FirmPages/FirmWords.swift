import GatePipeline

/// What the firms' pages say.
enum FirmWords {
    static let search = Phrase(
        vi: "Biển số, số container, tờ khai hoặc mã chuyến", en: "Plate, container, declaration or movement reference",
        zh: "车牌、箱号、申报号或运输编号")
    static let find = Phrase(vi: "Tìm", en: "Find", zh: "查找")
    static let none = Phrase(vi: "Chưa có chuyến hàng nào.", en: "There are no movements yet.", zh: "暂无运输。")
    static let notFound = Phrase(
        vi: "Không tìm thấy, hoặc không thuộc công ty của bạn.", en: "Not found, or not your firm's.",
        zh: "未找到,或不属于贵公司。")
    static let older = Phrase(vi: "Cũ hơn", en: "Older ones", zh: "更早的")
    static let movement = Phrase(vi: "Mã chuyến", en: "Movement", zh: "运输编号")
    static let declaration = Phrase(vi: "Tờ khai", en: "Declaration", zh: "申报")
    static let vehicle = Phrase(vi: "Xe", en: "Vehicle", zh: "车辆")
    static let boxes = Phrase(vi: "Container", en: "Container", zh: "集装箱")
    static let goods = Phrase(vi: "Hàng hóa", en: "Goods", zh: "货物")
    static let status = Phrase(vi: "Tình trạng", en: "Status", zh: "状态")
    static let since = Phrase(vi: "Từ lúc", en: "Since", zh: "自")
    static let steps = Phrase(vi: "Các bước", en: "Steps", zh: "步骤")
    static let holds = Phrase(vi: "Cơ quan đang giữ", en: "Agencies that hold it", zh: "控制机构")
    static let report = Phrase(
        vi: "Cần kiểm tra. Trình diện tại:", en: "An inspection is needed. Report to:", zh: "需要检查。请到以下地点报到:")
    static let amend = Phrase(vi: "Tờ khai cần được sửa.", en: "The declaration must be amended.", zh: "申报需要修改。")
    static let expected = Phrase(
        vi: "Dự kiến được thông quan (ước tính):", en: "Release can be expected (an estimate):", zh: "预计放行(估计):")
    static let chooseFile = Phrase(
        vi: "Tệp tờ khai (EDIFACT, XML, JSON, CSV)", en: "File with the declaration (EDIFACT, XML, JSON, CSV)",
        zh: "申报文件(EDIFACT、XML、JSON、CSV)")
    static let orText = Phrase(vi: "hoặc nội dung của nó", en: "or its text", zh: "或其文本")
    static let check = Phrase(vi: "Xem những gì được hiểu", en: "See what is understood", zh: "查看识别结果")
    static let fileIt = Phrase(vi: "Nộp", en: "File it", zh: "提交")
    static let filed = Phrase(vi: "Đã nhận tờ khai.", en: "The declaration was taken.", zh: "已接受申报。")
    static let understood = Phrase(vi: "Đã hiểu như sau", en: "What was understood", zh: "识别结果")
    static let keys = Phrase(vi: "Khóa API", en: "API keys", zh: "API密钥")
    static let makeKey = Phrase(vi: "Tạo khóa", en: "Make a key", zh: "创建密钥")
    static let newKey = Phrase(vi: "Khóa mới, chỉ hiện một lần:", en: "The new key, shown this once:", zh: "新密钥,仅显示一次:")
    static let newSecret = Phrase(
        vi: "Bí mật của webhook, chỉ hiện một lần:", en: "The webhook's secret, shown this once:", zh: "回调密钥,仅显示一次:")
    static let twoKeys = Phrase(
        vi: "Đã có hai khóa. Hãy thu hồi một khóa trước.", en: "There are two live keys. Revoke one first.",
        zh: "已有两个有效密钥。请先撤销一个。")
    static let revoke = Phrase(vi: "Thu hồi", en: "Revoke", zh: "撤销")
    static let remove = Phrase(vi: "Xóa", en: "Remove", zh: "删除")
    static let webhooks = Phrase(vi: "Webhook", en: "Webhooks", zh: "回调")
    static let address = Phrase(vi: "Địa chỉ (https)", en: "Address (https)", zh: "地址(https)")
    static let addWebhook = Phrase(vi: "Thêm webhook", en: "Add a webhook", zh: "添加回调")

    static func name(of status: MovementStatus) -> Phrase {
        switch status {
        case .declared: Phrase(vi: "Đã khai báo", en: "Declared", zh: "已申报")
        case .accepted: Phrase(vi: "Đã chấp nhận", en: "Accepted", zh: "已受理")
        case .arrived: Phrase(vi: "Đã đến", en: "Arrived", zh: "已到达")
        case .underControl: Phrase(vi: "Đang kiểm tra", en: "Under control", zh: "查验中")
        case .released: Phrase(vi: "Được thông quan", en: "Released", zh: "已放行")
        case .refused: Phrase(vi: "Bị từ chối", en: "Refused", zh: "已拒绝")
        case .departed: Phrase(vi: "Đã rời đi", en: "Departed", zh: "已离开")
        case .cancelled: Phrase(vi: "Đã hủy", en: "Cancelled", zh: "已取消")
        }
    }

    static func name(of state: WebhookDelivery.State) -> Phrase {
        switch state {
        case .waiting: Phrase(vi: "đang chờ", en: "waiting", zh: "等待中")
        case .delivered: Phrase(vi: "đã gửi", en: "delivered", zh: "已送达")
        case .dead: Phrase(vi: "không gửi được", en: "given up", zh: "已放弃")
        }
    }

    static func agency(_ name: String) -> Phrase {
        switch name {
        case "customs": Phrase(vi: "Hải quan", en: "Customs", zh: "海关")
        case "quarantine": Phrase(vi: "Kiểm dịch", en: "Quarantine", zh: "检疫")
        case "borderGuard", "border guard", "police": Phrase(vi: "Biên phòng", en: "Border guard", zh: "边防")
        default: Phrase(vi: name, en: name, zh: name)
        }
    }
}
