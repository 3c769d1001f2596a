// Reads and verifies with Bouncy Castle what a folder holds; a line for each file that it was asked about. Run from source by
// bouncy-castle.test.ts: java -cp ... Witness.java FOLDER
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jcajce.io.CipherInputStream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.InputDecryptor;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

public final class Witness {
    private static Path folder;

    private static byte[] octets(String name) throws Exception { return Files.readAllBytes(folder.resolve(name)); }

    private static X509Certificate certificate(String name) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509", "BC").generateCertificate(Files.newInputStream(folder.resolve(name)));
    }

    private static ContentVerifierProvider by(PublicKey key) throws Exception {
        return new JcaContentVerifierProviderBuilder().setProvider("BC").build(key);
    }

    private interface Work { Object run() throws Exception; }

    private static void say(String what, Work work) {
        Object answer;
        try {
            answer = work.run();
        } catch (Exception error) {
            answer = error.getClass().getSimpleName();
        }
        System.out.println(what + " " + answer);
    }

    private static boolean verified(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey(), "BC");
            return true;
        } catch (Exception error) {
            return false;
        }
    }

    /** PBES2 with SM4 and HMAC-SM3 step by step: the structures and algorithms of Bouncy Castle, whose own reader lacks the length of SM4 keys. */
    private static InputDecryptorProvider password(String text) {
        return algorithm -> {
            PBES2Parameters scheme = PBES2Parameters.getInstance(algorithm.getParameters());
            PBKDF2Params derivation = PBKDF2Params.getInstance(scheme.getKeyDerivationFunc().getParameters());
            try {
                if (!derivation.getPrf().getAlgorithm().equals(GMObjectIdentifiers.hmac_sm3)) throw new OperatorCreationException("another function");
                if (!scheme.getEncryptionScheme().getAlgorithm().equals(GMObjectIdentifiers.sms4_cbc)) throw new OperatorCreationException("another cipher");
                PBEKeySpec spec = new PBEKeySpec(text.toCharArray(), derivation.getSalt(), derivation.getIterationCount().intValueExact(), 128);
                byte[] key = SecretKeyFactory.getInstance("PBKDF2WITHHMACSM3", "BC").generateSecret(spec).getEncoded();
                byte[] iv = ASN1OctetString.getInstance(scheme.getEncryptionScheme().getParameters()).getOctets();
                Cipher cipher = Cipher.getInstance("SM4/CBC/PKCS7Padding", "BC");
                cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "SM4"), new IvParameterSpec(iv));
                return new InputDecryptor() {
                    public AlgorithmIdentifier getAlgorithmIdentifier() { return algorithm; }
                    public InputStream getInputStream(InputStream input) { return new CipherInputStream(input, cipher); }
                };
            } catch (GeneralSecurityException error) {
                throw new OperatorCreationException("not decrypted", error);
            }
        };
    }

    public static void main(String[] words) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        folder = Path.of(words[0]);
        X509Certificate root = certificate("root.der"), ca = certificate("ca.der"), good = certificate("good.der");
        X509Certificate responder = certificate("responder.der"), tsa = certificate("tsa.der");
        say("chain", () -> verified(root, root) && verified(ca, root) && verified(good, ca) && verified(tsa, ca) && verified(responder, ca));
        say("other issuer", () -> verified(good, root));
        say("request", () -> new PKCS10CertificationRequest(octets("request.der")).isSignatureValid(by(good.getPublicKey())));
        say("list", () -> {
            X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509", "BC").generateCRL(Files.newInputStream(folder.resolve("list.der")));
            list.verify(ca.getPublicKey(), "BC");
            return list.getRevokedCertificate(certificate("revoked.der").getSerialNumber()).getRevocationReason() + " " + list.getRevokedCertificate(good.getSerialNumber());
        });
        for (String name : new String[] {"ocsp-good", "ocsp-revoked"}) {
            say(name, () -> {
                BasicOCSPResp basic = (BasicOCSPResp) new OCSPResp(octets(name + ".der")).getResponseObject();
                SingleResp single = basic.getResponses()[0];
                return basic.isSignatureValid(by(responder.getPublicKey())) + " " + (single.getCertStatus() == null ? "good" : single.getCertStatus().getClass().getSimpleName());
            });
        }
        say("token", () -> {
            TimeStampToken token = new TimeStampResponse(octets("token.der")).getTimeStampToken();
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(new X509CertificateHolder(tsa.getEncoded())));
            return HexFormat.of().formatHex(token.getTimeStampInfo().getMessageImprintDigest()) + " " + token.getTimeStampInfo().getGenTime().toInstant();
        });
        say("key", () -> HexFormat.of().formatHex(new PKCS8EncryptedPrivateKeyInfo(octets("key.p8")).decryptPrivateKeyInfo(password("pass w0rd")).getEncoded()));
        say("key, other password", () -> new PKCS8EncryptedPrivateKeyInfo(octets("key.p8")).decryptPrivateKeyInfo(password("another")).getEncoded().length);
        say("pfx", () -> {
            PKCS12PfxPdu pfx = new PKCS12PfxPdu(octets("key.p12"));
            // Its MAC with SM3 is not one that Bouncy Castle computes; openssl does (test/sign/keys).
            StringBuilder said = new StringBuilder();
            for (var info : pfx.getContentInfos()) {
                boolean encrypted = info.getContentType().equals(PKCSObjectIdentifiers.encryptedData);
                PKCS12SafeBagFactory bags = encrypted ? new PKCS12SafeBagFactory(info, password("pass w0rd")) : new PKCS12SafeBagFactory(info);
                for (PKCS12SafeBag bag : bags.getSafeBags()) {
                    Object value = bag.getBagValue();
                    if (value instanceof X509CertificateHolder holder) said.append("certificate ").append(HexFormat.of().formatHex(holder.getEncoded()));
                    else if (value instanceof PKCS8EncryptedPrivateKeyInfo key) said.append(" key ").append(HexFormat.of().formatHex(key.decryptPrivateKeyInfo(password("pass w0rd")).getEncoded()));
                }
            }
            return said;
        });
    }
}
