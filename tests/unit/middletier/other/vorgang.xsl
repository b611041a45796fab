<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: EUPL-1.2 -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:foyer:xfall:1"
                xmlns="urn:example:vorgang" exclude-result-prefixes="f">
  <xsl:output encoding="UTF-8"/>
  <xsl:template match="/">
    <vorgang>
      <nummer><xsl:value-of select="//f:vorgangsnummer"/></nummer>
      <eingang><xsl:value-of select="//f:zeit_utc"/></eingang>
      <xsl:for-each select="//f:daten//f:angabe">
        <feld id="{@id}"><xsl:value-of select="f:anzeige"/></feld>
      </xsl:for-each>
    </vorgang>
  </xsl:template>
</xsl:stylesheet>
